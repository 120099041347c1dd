//! Activation: the sigmoid beside its derivative, and two others in the same form.

/// The sigmoid, a smooth step from 0 to 1.
///
/// σ(z) = 1 / (1 + e⁻ᶻ)
pub fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

/// The sigmoid's derivative, from its output a = σ(z), so that it costs no second `exp`.
///
/// σ′(z) = σ(z) · (1 − σ(z)) = a · (1 − a)
pub fn sigmoid_derivative(output: f64) -> f64 {
    output * (1.0 - output)
}

/// What a neuron makes of its weighted sum z. The course's neurons are all sigmoids; the hidden
/// ones of the laboratory may be others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Activation {
    /// σ(z), from 0 to 1.
    #[default]
    Sigmoid,
    /// tanh(z), from -1 to 1.
    Tanh,
    /// max(0, z), the rectified linear unit.
    Relu,
}

impl Activation {
    /// The activation at z.
    pub fn value(self, z: f64) -> f64 {
        match self {
            Activation::Sigmoid => sigmoid(z),
            Activation::Tanh => z.tanh(),
            Activation::Relu => z.max(0.0),
        }
    }

    /// Its derivative, from its output a.
    ///
    /// σ′(z) = a · (1 − a); tanh′(z) = 1 − a²; relu′(z) = 1 where a > 0, else 0
    pub fn derivative(self, output: f64) -> f64 {
        match self {
            Activation::Sigmoid => sigmoid_derivative(output),
            Activation::Tanh => 1.0 - output * output,
            Activation::Relu => f64::from(output > 0.0),
        }
    }
}
