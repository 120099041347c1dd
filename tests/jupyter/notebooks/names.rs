//! Which names a cell takes from other cells, and which it makes: enough of Rust's grammar to tell
//! what must run again when a value changes.

use std::collections::BTreeSet;

/// The names at the top level of a cell, without those that are only known inside of it.
#[derive(Debug, Default, PartialEq)]
struct Names {
    uses: BTreeSet<String>,
    /// What it defines: a variable, a function, a type.
    makes: BTreeSet<String>,
    /// What it may change: `&mut name`, `name = …`, `name.method()` as a statement.
    changes: BTreeSet<String>,
}

/// Of these cells, in their order, the ones that depend on the name: they mention it, or a name
/// that a dependent cell before them makes or changes and no other cell makes anew.
pub fn dependents(name: &str, cells: &[String]) -> Vec<usize> {
    let mut changed = BTreeSet::from([name.to_owned()]);
    let mut dependents = Vec::new();
    for (number, source) in cells.iter().enumerate() {
        let names = names(source);
        if names.uses.is_disjoint(&changed) {
            changed.retain(|name| !names.makes.contains(name));
        } else {
            changed.extend(names.makes.into_iter().chain(names.changes));
            dependents.push(number);
        }
    }
    dependents
}

/// A name that is known up to the end of its brackets, or up to the next comma in them.
type Local = (String, bool);

fn names(source: &str) -> Names {
    let tokens = tokens(source);
    let token = |i: usize| tokens.get(i).map_or("", String::as_str);
    // The place of the first of these from there on, or the end.
    let find = |from: usize, these: &[&str]| {
        from + tokens[from..].iter().take_while(|token| !is(token, these)).count()
    };
    let mut names = Names::default();
    let mut scopes: Vec<Vec<Local>> = vec![vec![]];
    // What a `let` brings comes into force at its end; what a `for` or `fn` does, in its block.
    let mut after_let: Vec<(usize, Vec<String>)> = Vec::new();
    let mut in_block: Vec<String> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let depth = scopes.len();
        let before = i.checked_sub(1).map_or(";", token);
        match token(i) {
            "(" | "[" => scopes.push(vec![]),
            "{" => scopes.push(in_block.drain(..).map(|name| (name, false)).collect()),
            ")" | "]" | "}" if depth > 1 => drop(scopes.pop()),
            "," => scopes[depth - 1].retain(|(_, until_comma)| !until_comma),
            ";" => {
                scopes[depth - 1].retain(|(_, until_comma)| !until_comma);
                while let Some((_, bound)) = after_let.pop_if(|(at, _)| *at >= depth) {
                    scopes[depth - 1].extend(bound.into_iter().map(|name| (name, false)));
                }
            }
            "use" => i = find(i, &[";"]) - 1,
            "let" => {
                let end = find(i, &[":", "=", ";"]);
                let bound = bound(&tokens[i + 1..end]);
                if is(before, &["if", "while", "&&"]) {
                    in_block.extend(bound);
                } else {
                    if depth == 1 {
                        names.makes.extend(bound.iter().cloned());
                    }
                    after_let.push((depth, bound));
                }
                i = end - 1;
            }
            "for" if !is(token(i + 1), &["<"]) => {
                let end = find(i, &["in", "{"]);
                // `impl Trait for Type` binds nothing.
                if token(end) == "in" {
                    in_block.extend(bound(&tokens[i + 1..end]));
                    i = end;
                }
            }
            "|" if is(before, &["(", ",", "=", "{", ";", "&", "=>", "move", "return"]) => {
                let end = find(i + 1, &["|"]);
                let bound = bound(&tokens[i + 1..end]);
                scopes[depth - 1].extend(bound.into_iter().map(|name| (name, true)));
                i = end;
            }
            "fn" | "struct" | "enum" | "type" | "const" | "static" | "trait" => {
                if depth == 1 {
                    names.makes.insert(token(i + 1).to_owned());
                }
                if token(i) == "fn" {
                    in_block.extend(arguments(&tokens[i..]));
                }
                i += 1;
            }
            name if is_name(name) => {
                let local = scopes.iter().flatten().any(|(other, _)| other == name);
                let elsewhere = is(before, &[".", "::"])
                    || is(token(i + 1), &[":"])
                    || token(i + 1) == "!" && is(token(i + 2), &["(", "[", "{"]);
                if !local && !elsewhere {
                    let starts = is(before, &[";", "{", "}"]) || before == "*";
                    let acts = is(token(i + 1), &[".", "[", "=", "+", "-", "*", "/"]);
                    if before == "mut" || starts && acts {
                        names.changes.insert(name.to_owned());
                    }
                    names.uses.insert(name.to_owned());
                }
            }
            _ => {}
        }
        i += 1;
    }
    names
}

/// The names of a pattern, without those of its types.
fn bound(pattern: &[String]) -> Vec<String> {
    let mut in_type = false;
    let mut names = Vec::new();
    for (i, token) in pattern.iter().enumerate() {
        in_type = token == ":" || in_type && token != ",";
        let next = pattern.get(i + 1).map_or("", String::as_str);
        if !in_type && is_name(token) && !is(next, &["(", "{", "::"]) {
            names.push(token.clone());
        }
    }
    names
}

/// The names of a function's arguments.
fn arguments(function: &[String]) -> Vec<String> {
    let header = function.split(|token| token == "{").next().unwrap_or_default();
    let pairs = header.windows(2).filter(|pair| pair[1] == ":" && is_name(&pair[0]));
    pairs.map(|pair| pair[0].clone()).collect()
}

fn is(token: &str, these: &[&str]) -> bool {
    these.contains(&token)
}

fn is_name(token: &str) -> bool {
    const WORDS: [&str; 23] = [
        "as", "break", "continue", "dyn", "else", "false", "if", "impl", "in", "let", "loop",
        "match", "move", "mut", "pub", "ref", "return", "self", "Self", "true", "where", "while",
        "_",
    ];
    token.starts_with(|first: char| first.is_alphabetic() || first == '_') && !is(token, &WORDS)
}

/// Names, numbers and signs. Of a string, only the names in its braces; of a comment, nothing.
fn tokens(source: &str) -> Vec<String> {
    let letters: Vec<char> = source.chars().collect();
    let letter = |i: usize| letters.get(i).copied().unwrap_or('\n');
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut tokens = Vec::new();
    let mut i = 0;
    while i < letters.len() {
        let start = i;
        match letter(i) {
            '/' if letter(i + 1) == '/' => {
                while i < letters.len() && letter(i) != '\n' {
                    i += 1;
                }
            }
            '"' => {
                i += 1;
                while i < letters.len() && letter(i) != '"' {
                    if letter(i) == '{' && is_part(letter(i + 1)) {
                        let name = letters[i + 1..].iter().take_while(|letter| is_part(**letter));
                        // A sign, so that the name stands alone.
                        tokens.extend(["\"".to_owned(), name.collect()]);
                    }
                    i += if letter(i) == '\\' || letter(i) == '{' && letter(i + 1) == '{' {
                        2
                    } else {
                        1
                    };
                }
                tokens.push("\"".to_owned());
                i += 1;
            }
            // A letter in quotation marks; a lifetime has none at its end.
            '\'' if letter(i + 2) == '\'' || letter(i + 1) == '\\' => {
                i += 2;
                while letter(i) != '\'' && i < letters.len() {
                    i += 1;
                }
                i += 1;
            }
            first if is_part(first) => {
                let digit = first.is_ascii_digit();
                while is_part(letter(i))
                    || digit && letter(i) == '.' && letter(i + 1).is_ascii_digit()
                {
                    i += 1;
                }
                tokens.push(letters[start..i].iter().collect());
            }
            first if first.is_whitespace() => i += 1,
            _ => {
                let pair: String = [letter(i), letter(i + 1)].iter().collect();
                let length = if is(&pair, &["::", "=>", "->", "..", "==", "!=", "||", "&&"]) {
                    2
                } else {
                    1
                };
                tokens.push(letters[i..i + length].iter().collect());
                i += length;
            }
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_names(source: &str, uses: &str, makes: &str, changes: &str) {
        let set = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        let expected = Names { uses: set(uses), makes: set(makes), changes: set(changes) };
        assert_eq!(names(source), expected, "{source}");
    }

    #[test]
    fn a_cell_uses_what_it_does_not_define_itself() {
        assert_names("let a: f64 = b + 1.0;\nprintln!(\"{a}\");", "b f64", "a", "");
        assert_names("let (a, mut b) = (c, d.a);", "c d", "a b", "");
        assert_names("let a = a + b;", "a b", "a", "");
        assert_names("println!(\"b {a:?} {{c}} {}\", d); // e", "a d", "", "");
        assert_names("notebook::check(\"a\", 'b', c);", "notebook c", "", "");
        assert_names("use plotters::prelude::*;\na", "a", "", "");
        assert_names("if let Some(a) = b { a } else { c }", "b c", "", "");
    }

    #[test]
    fn names_of_closures_loops_and_functions_stay_inside() {
        assert_names("slope(&|p| loss(p, t), p)", "slope loss t p", "", "");
        assert_names("f(a.map(|x| { x + b }).sum::<f64>(), x)", "f a b f64 x", "", "");
        assert_names("for (i, x) in a.iter() { f(i, x, b); }\ni", "a f b i", "", "");
        assert_names("fn f(a: &[f64], n: usize) -> S { g(a, n) }\na", "f64 usize S g a", "f", "");
        assert_names("struct A { b: C }\nimpl B for A { fn d(&self) {} }", "C B A", "A", "");
        assert_names("{ let a = 1; f(a); }\na", "f a", "", "");
    }

    #[test]
    fn fields_are_no_names_but_short_ones_are() {
        assert_names("E { steps: 1, rate, ..d }", "E rate d", "", "");
        assert_names("f(a.steps(b.rate))", "f a b", "", "");
    }

    #[test]
    fn a_statement_may_change_what_it_is_about() {
        assert_names("network.update(10.0);", "network", "", "network");
        assert_names("f(1);\na += 1;\nb[0] = 2.0;", "f a b", "", "a b");
        assert_names("train(&mut network, &samples);", "train network samples", "", "network");
    }

    #[test]
    fn a_cell_depends_on_what_dependent_cells_make_until_it_is_made_anew() {
        let cells = |sources: &[&str]| sources.iter().map(|s| s.to_string()).collect::<Vec<_>>();
        let chain = ["let b = a;", "let c = 1;", "f(b);", "let b = c;", "f(b);", "f(a);"];
        assert_eq!(dependents("a", &cells(&chain)), [0, 2, 5]);
        assert_eq!(dependents("a", &cells(&["fn a() {}", "f(a);"])), [0usize; 0]);
        assert_eq!(dependents("a", &cells(&["g(&mut b, a);", "f(b);"])), [0, 1]);
    }
}
