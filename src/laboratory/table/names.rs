//! Which columns are x, y and the class, by their names.

use super::columns::Columns;
use super::number::quoted;
use crate::wording::counted;

/// Names of a class, the plainer ones first; the first three also within a longer name.
const CLASSES: [&str; 14] = [
    "class",
    "label",
    "target",
    "category",
    "species",
    "kind",
    "type",
    "group",
    "cluster",
    "color",
    "colour",
    "diagnosis",
    "outcome",
    "output",
];

const INDICES: [&str; 6] = ["id", "index", "idx", "no", "nr", "rownames"];

/// What names tell of the columns.
pub(super) enum Named {
    All(Columns),
    /// There are three, but not which of them is the class.
    Three([usize; 3]),
}

pub(super) fn by_names(names: &[String]) -> Result<Named, String> {
    let (index, mut rest): (Vec<usize>, Vec<usize>) =
        (0..names.len()).partition(|c| is_index(&names[*c]));
    if rest.len() < 3 {
        let besides = match index.first() {
            Some(c) if names[*c].is_empty() => format!(" (column {} has no name)", c + 1),
            Some(c) => format!(" besides the index {}", quoted(&names[*c])),
            None => String::new(),
        };
        return Err(format!(
            "names {}{besides}, but needs 3: x,y,class",
            counted(rest.len(), "column")
        ));
    }
    let with_name = |is_name: &dyn Fn(&str) -> bool| {
        only(rest.iter().copied().filter(|c| is_name(&plain(&names[*c]))))
    };
    let class = CLASSES
        .iter()
        .find_map(|class| with_name(&|name| name == *class))
        .or_else(|| with_name(&|name| CLASSES[..3].iter().any(|class| name.contains(class))));
    rest.retain(|c| Some(*c) != class);
    let pairs = rest.iter().flat_map(|x| rest.iter().map(move |y| (*x, *y)));
    let pair = only(pairs.filter(|(x, y)| is_pair(&names[*x], &names[*y])));
    match (class, pair, &rest[..]) {
        (Some(class), Some((x, y)), _) => Ok(Named::All(Columns { x, y, class })),
        (Some(class), None, [x, y]) => Ok(Named::All(Columns { x: *x, y: *y, class })),
        (None, Some((x, y)), [a, b, c]) => {
            Ok(Named::All(Columns { x, y, class: a + b + c - x - y }))
        }
        (None, None, [a, b, c]) => Ok(Named::Three([*a, *b, *c])),
        _ => Err(format!(
            "names {} columns, but does not say which are x, y and the class: name those three x, \
             y and class, or remove the others",
            names.len()
        )),
    }
}

/// Whether a column of this name holds classes.
pub(super) fn is_class(name: &str) -> bool {
    let name = plain(name);
    CLASSES.contains(&name.as_str()) || CLASSES[..3].iter().any(|class| name.contains(class))
}

/// Whether the names are those of an x and a y: `x` and `y`, `pos_x` and `pos_y`, `x1` and `x2`.
pub(super) fn is_pair(x: &str, y: &str) -> bool {
    let (x, y) = (plain(x), plain(y));
    let is_letter = x.match_indices('x').any(|(i, _)| format!("{}y{}", &x[..i], &x[i + 1..]) == y);
    let stem = |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let number = |name: &str| name[stem(name)..].parse::<u32>().ok();
    let follows = match (number(&x), number(&y)) {
        (Some(first), Some(second)) => first.checked_add(1) == Some(second),
        _ => false,
    };
    is_letter || follows && stem(&x) > 0 && x[..stem(&x)] == y[..stem(&y)]
}

/// No name, as tables are saved with an index, or one that says so.
fn is_index(name: &str) -> bool {
    let says_so = ["ID", "Id", "_id", " id"].iter().any(|end| name.ends_with(end));
    let name = plain(name);
    says_so && !is_class(&name)
        || name.is_empty()
        || name.starts_with("unnamed")
        || INDICES.contains(&name.as_str())
}

/// The letters and digits of a name, without a unit in brackets behind it.
fn plain(name: &str) -> String {
    let name = name.split(" (").next().unwrap_or(name).to_lowercase();
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let item = items.next();
    if items.next().is_none() { item } else { None }
}
