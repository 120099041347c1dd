//! No file of the sources needs another that needs it in turn, directly or through others.

use std::collections::{BTreeMap, BTreeSet};
use std::{fs, path::Path};

/// The code of each file, by its module's path.
type Files = BTreeMap<String, String>;

fn read(folder: &Path, module: &str, files: &mut Files) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let inner = format!("{module}::{name}");
        // A folder with a manifest is a crate of its own.
        if path.is_dir() && !path.join("Cargo.toml").exists() {
            read(&path, &inner, files);
        } else if path.extension().is_some_and(|end| end == "rs") && name != "main" {
            let text = fs::read_to_string(&path).unwrap();
            let lines = text.split("#[cfg(test)]").next().unwrap().lines();
            let code = lines.map(|line| line.split("//").next().unwrap()).collect();
            let module = if ["lib", "mod"].contains(&name) { module.to_string() } else { inner };
            files.insert(module, code);
        }
    }
}

/// Each path that begins with `word`, one for each name in its braces.
fn paths(code: &str, word: &str) -> Vec<String> {
    let part_of_name = |c: char| c.is_alphanumeric() || "_:".contains(c);
    let begin = format!("{word}::");
    let starts = code.match_indices(&begin).map(|(start, _)| start);
    let of_one = |start: usize| {
        let (path, rest) = code[start..].split_once(|c| !part_of_name(c)).unwrap();
        let names = rest.split('}').next().unwrap();
        if !path.ends_with("::") {
            return vec![path.to_string()];
        }
        assert!(!names.contains('{'), "This test reads no braces within braces: {path}{names}");
        let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
        names.map(|name| format!("{path}{name}")).collect()
    };
    starts.filter(|start| !code[..*start].ends_with(part_of_name)).flat_map(of_one).collect()
}

fn needs(module: &str, files: &Files) -> BTreeSet<String> {
    let code = &files[module];
    let parent = |module: &str| module.rsplit_once("::").unwrap_or_default().0.to_string();
    let above = |path: String| path.replacen("super", &parent(module), 1);
    let mut needs = paths(code, "crate");
    needs.extend(paths(code, "super").into_iter().map(above));
    needs.extend(files.keys().filter(|child| parent(child) == module).flat_map(|child| {
        let name = child.rsplit("::").next().unwrap();
        paths(code, name).into_iter().map(move |path| format!("{module}::{path}"))
    }));
    let file_of = |mut path: String| {
        while !files.contains_key(&path) {
            path = parent(&path);
        }
        path
    };
    needs.into_iter().map(file_of).filter(|need| need != module).collect()
}

/// What is left when files that need none, or that none needs, are taken away again and again.
fn circles(files: &Files) -> BTreeMap<String, BTreeSet<String>> {
    let needs = |module: &String| (module.clone(), needs(module, files));
    let mut left: BTreeMap<String, BTreeSet<String>> = files.keys().map(needs).collect();
    loop {
        let before = left.len();
        let needed: BTreeSet<String> = left.values().flatten().cloned().collect();
        left.retain(|module, _| needed.contains(module));
        let modules: BTreeSet<String> = left.keys().cloned().collect();
        left.values_mut().for_each(|needs| needs.retain(|need| modules.contains(need)));
        left.retain(|_, needs| !needs.is_empty());
        if left.len() == before {
            return left;
        }
    }
}

#[test]
fn no_circle_of_files() {
    for folder in ["src", "src/setup"] {
        let mut files = Files::new();
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), "crate", &mut files);
        assert!(files.len() > 10);
        assert_eq!(circles(&files), BTreeMap::new(), "in {folder}");
    }
}

#[test]
fn a_circle_is_found() {
    let with = |one: &str| {
        let three = "use crate::{\n    one::One, four,\n};";
        let code = [("", "pub use one::One;"), ("::one", one), ("::two", "use three::Three;")];
        let code = code.into_iter().chain([("::two::three", three), ("::four", "")]);
        code.map(|(module, code)| (format!("crate{module}"), code.to_string())).collect()
    };
    assert_eq!(circles(&with("use crate::four::Four;")).len(), 0);
    assert_eq!(circles(&with("use super::two::Three;")).len(), 3);
}
