//! How numbers are written, so that they are short and yet tell the values apart.

/// The numbers at an axis or a bar of colours: value = offset + unit · number, where offset is 0
/// and unit 1 unless the values themselves would be long, or all read the same.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    offset: f64,
    /// The unit is 10 to the power of this.
    exponent: i32,
    /// The size of the largest number.
    largest: f64,
}

/// Values are written as they are if they go up to `LONG` and stretch at least over `NARROW`, as
/// such and relative to their size: about six characters, as many as there is room for.
const LONG: f64 = 1e6;
const NARROW: f64 = 1e-3;

impl Numbers {
    /// For the values of a checked range.
    pub fn of((low, high): (f64, f64)) -> Numbers {
        let size = |low: f64, high: f64| low.abs().max(high.abs());
        let width = high - low;
        let offset = if width < size(low, high) * NARROW {
            // In as few digits as are near the values.
            let digits = exponent_of(low) - exponent_of(width) - 1;
            rounded(low.midpoint(high), digits)
        } else {
            0.0
        };
        let size = size(low - offset, high - offset);
        let exponent = if width >= NARROW && size < LONG { 0 } else { exponent_of(size) };
        let numbers = Numbers { offset, exponent, largest: 0.0 };
        Numbers { largest: numbers.number(low).abs().max(numbers.number(high).abs()), ..numbers }
    }

    /// For exponents of 10, which are always short.
    pub fn of_exponents() -> Numbers {
        Numbers { offset: 0.0, exponent: 0, largest: 1.0 }
    }

    /// The number that stands for a value.
    pub fn number(&self, value: f64) -> f64 {
        (value - self.offset) / self.unit()
    }

    /// A range's numbers.
    pub fn range(&self, (low, high): (f64, f64)) -> (f64, f64) {
        (self.number(low), self.number(high))
    }

    /// Whether the numbers are the values themselves.
    pub fn are_values(&self) -> bool {
        self.offset == 0.0 && self.exponent == 0
    }

    /// What they stand for, if not for themselves: "1e17 + numbers × 1e9".
    pub fn note(&self) -> Option<String> {
        let times = if self.exponent == 0 { "" } else { &format!(" × 1e{}", self.exponent) };
        let plus = if self.offset == 0.0 { "" } else { &format!("{} + ", plain(self.offset)) };
        (!self.are_values()).then(|| format!("{plus}numbers{times}"))
    }

    /// An axis's label, with the note.
    pub fn label(&self, label: &str) -> String {
        self.note().map_or(label.to_string(), |note| format!("{label} ({note})"))
    }

    /// A value's number, four decimals or fewer where it is long, without the zeros at their end.
    pub fn short(&self, value: f64) -> String {
        let places = [1e2, 1e3, 1e4, 1e5].iter().filter(|long| self.largest < **long).count();
        let unit = 10f64.powi(places as i32);
        ((self.number(value) * unit).round() / unit).to_string()
    }

    /// The value itself, to a ten-thousandth of the unit.
    pub fn say(&self, value: f64) -> String {
        if self.are_values() {
            return ((value * 1e4).round() / 1e4).to_string();
        }
        let digits = exponent_of(value) - self.exponent + 4;
        if digits < 0 { "0".to_string() } else { plain(rounded(value, digits)) }
    }

    fn unit(&self) -> f64 {
        power_of_10(self.exponent)
    }
}

/// A tick's number; what plotters computes may be off in the last digit of f64.
pub(super) fn tick(number: &f64) -> String {
    // + 0 makes -0 a 0.
    ((number * 1e6).round() / 1e6 + 0.0).to_string()
}

/// A value on a log axis.
pub(super) fn on_log_axis(value: f64) -> String {
    if value == 0.0 || (1e-3..LONG).contains(&value.abs()) {
        ((value * 1e4).round() / 1e4).to_string()
    } else {
        format!("{value:.2e}")
    }
}

/// A power of 10: 0.01, 1, 100; 1e9 where that would be long.
pub(super) fn power(exponent: i32) -> String {
    match exponent {
        -4..=6 => format!("{}", power_of_10(exponent)),
        _ => format!("1e{exponent}"),
    }
}

/// A number in a sentence: as Rust displays it, or with an exponent where it would have many zeros.
pub(super) fn plain(value: f64) -> String {
    if value == 0.0 || !value.is_finite() || (1e-5..1e16).contains(&value.abs()) {
        value.to_string()
    } else {
        format!("{value:e}")
    }
}

/// The nearest f64 to 10ⁿ; a product of tens may miss it.
fn power_of_10(exponent: i32) -> f64 {
    format!("1e{exponent}").parse().expect("an integer as exponent")
}

/// Of the first digit; far below that of all other numbers for 0.
fn exponent_of(value: f64) -> i32 {
    if value == 0.0 { -10_000 } else { value.abs().log10().floor() as i32 }
}

/// To `digits` digits after the first.
pub(super) fn rounded(value: f64, digits: i32) -> f64 {
    let text = format!("{value:.*e}", digits.max(0) as usize);
    text.parse().expect("a number that was one before")
}
