//! Numbers in a sentence.

/// A large number as people write it: 4,861,448, or 1e200.
pub fn rounded(number: f64) -> String {
    if number < 1e9 { grouped(number.round() as u64) } else { format!("{number:.0e}") }
}

/// A number of things: 1 input, 2 inputs.
pub fn counted(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {what}{plural}", grouped(number as u64))
}

/// A whole number as people write it: 2000, but 4,861,448.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    if number < 10_000 {
        return digits;
    }
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
