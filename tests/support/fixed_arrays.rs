//! The article's 2-4-1 network on fixed-size arrays, in the article's order: what the canonical
//! network would cost if every size were known when it is compiled.

// One loop for each index of the formulas.
#![allow(clippy::needless_range_loop)]

const INPUTS: usize = 2;
const HIDDEN: usize = 4;

/// Its parameters.
pub struct Network {
    w1: [[f64; INPUTS]; HIDDEN],
    b1: [f64; HIDDEN],
    w2: [f64; HIDDEN],
    b2: f64,
}

impl Network {
    /// From the 17 parameters, neuron by neuron, each one's weights and its bias.
    pub fn from(parameters: &[f64]) -> Network {
        let (hidden, output) = parameters.split_at(HIDDEN * (INPUTS + 1));
        let neuron = |j: usize| &hidden[j * (INPUTS + 1)..];
        Network {
            w1: std::array::from_fn(|j| std::array::from_fn(|i| neuron(j)[i])),
            b1: std::array::from_fn(|j| neuron(j)[INPUTS]),
            w2: std::array::from_fn(|j| output[j]),
            b2: output[HIDDEN],
        }
    }

    /// Trains with samples of x, y and the target; returns the last step's mean loss.
    pub fn train(&mut self, samples: &[[f64; 3]], steps: usize, learning_rate: f64) -> f64 {
        let sigmoid = |z: f64| 1.0 / (1.0 + (-z).exp());
        let num_samples = samples.len() as f64;
        let mut loss = 0.0;
        for _ in 0..steps {
            let mut d_w1 = [[0.0; INPUTS]; HIDDEN];
            let mut d_b1 = [0.0; HIDDEN];
            let mut d_w2 = [0.0; HIDDEN];
            let mut d_b2 = 0.0;
            loss = 0.0;
            for &[x, y, target] in samples {
                let x = [x, y];
                let mut a = [0.0; HIDDEN];
                for j in 0..HIDDEN {
                    let mut z = 0.0;
                    for i in 0..INPUTS {
                        z += x[i] * self.w1[j][i];
                    }
                    a[j] = sigmoid(z + self.b1[j]);
                }
                let mut z = 0.0;
                for j in 0..HIDDEN {
                    z += a[j] * self.w2[j];
                }
                let p = sigmoid(z + self.b2);
                let error = p - target;
                loss += error * error;

                let d_z = 2.0 * error / num_samples * (p * (1.0 - p));
                d_b2 += d_z;
                for j in 0..HIDDEN {
                    d_w2[j] += d_z * a[j];
                    let d_z1 = d_z * self.w2[j] * (a[j] * (1.0 - a[j]));
                    d_b1[j] += d_z1;
                    for i in 0..INPUTS {
                        d_w1[j][i] += d_z1 * x[i];
                    }
                }
            }
            self.b2 -= learning_rate * d_b2;
            for j in 0..HIDDEN {
                self.w2[j] -= learning_rate * d_w2[j];
                self.b1[j] -= learning_rate * d_b1[j];
                for i in 0..INPUTS {
                    self.w1[j][i] -= learning_rate * d_w1[j][i];
                }
            }
            loss /= num_samples;
        }
        loss
    }

    /// All, in the order in which `from` takes them.
    pub fn parameters(&self) -> Vec<f64> {
        let mut parameters = Vec::new();
        for (weights, bias) in self.w1.iter().zip(self.b1) {
            parameters.extend(weights);
            parameters.push(bias);
        }
        parameters.extend(self.w2);
        parameters.push(self.b2);
        parameters
    }
}
