//! CSV files as people have them: what is read, how that is told, and what is refused.
#![cfg(feature = "laboratory")]

mod says;

use nn_from_scratch::laboratory::*;
use nn_from_scratch::*;
use proptest::prelude::*;
use says::assert_says;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A file of its own for each call, since tests run side by side.
fn file() -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("laboratory_table");
    fs::create_dir_all(&folder).unwrap();
    folder.join(format!("{}.csv", NEXT.fetch_add(1, Ordering::Relaxed)))
}

/// Reads these bytes as a file, which errors call "F".
fn load(bytes: impl AsRef<[u8]>) -> Result<Table, String> {
    let path = file();
    fs::write(&path, bytes).unwrap();
    let table = load_csv(&path).map_err(|error| error.replace(path.to_str().unwrap(), "F"));
    fs::remove_file(path).unwrap();
    table
}

/// The file holds the samples (0.5, -1.25) of class 1 and (0.25, 1.5) of class 0.
#[track_caller]
fn assert_reads(text: &str, summary: &str) {
    let table = load(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    let samples: Vec<_> = table.samples.iter().map(|s| (s.x, s.y, s.target)).collect();
    assert_eq!(table.to_string(), summary, "{text:?}");
    assert_eq!(samples, [(0.5, -1.25, 1.0), (0.25, 1.5, 0.0)], "{text:?}");
}

#[track_caller]
fn assert_refuses(text: impl AsRef<[u8]>, why: &str) {
    let found = load(&text).map(|table| table.to_string());
    let text = String::from_utf8_lossy(text.as_ref());
    assert_eq!(found, Err(why.into()), "{:?}", text.get(..200).unwrap_or(&text));
}

const PLAIN: &str = "2 samples: x from column 1, y from 2, class from 3 (1 of class 1).";

#[test]
fn separators_are_recognized() {
    for text in [
        "0.5,-1.25,1\n0.25,1.5,0",
        "x,y,class\n0.5,-1.25,1\n0.25,1.5,0\n",
        "x, y, class\r\n 0.5 ,\t-1.25, 1 \r\n\r\n0.25,1.5,0\r\n\r\n",
        "x,y,class\r0.5,-1.25,1\r\r0.25,1.5,0\r",
        "x;y;class\n0.5;-1.25;1\n0.25;1.5;0\n",
        "x\ty\tclass\n0.5\t-1.25\t1\n0.25\t1.5\t0\n",
        "x|y|class\n0.5|-1.25|1\n0.25|1.5|0\n",
        "| x | y | class |\n| 0.5 | -1.25 | 1 |\n| 0.25 | 1.5 | 0 |\n",
        "x y class\n0.5 -1.25 1\n0.25 1.5 0\n",
        "    x      y  class\n 0.50  -1.25  1\n 0.25 \t 1.50  0\n",
        "sep=;\r\nx;y;class\r\n0.5;-1.25;1\r\n0.25;1.5;0\r\n",
        "\"sep=,\"\nx,y,class\n0.5,-1.25,1\n0.25,1.5,0\n",
        "sep=\t\nx\ty\tclass\n0.5\t-1.25\t1\n0.25\t1.5\t0\n",
        "sep=:\n0.5:-1.25:1\n0.25:1.5:0\n",
    ] {
        let summary = if text.starts_with('|') {
            "2 samples: x from column 2, y from 3, class from 4 (1 of class 1)."
        } else {
            PLAIN
        };
        assert_reads(text, summary);
    }
}

#[test]
fn numbers_and_quotation_marks_are_read_as_programs_write_them() {
    for text in [
        "\u{feff}\"x\",\"y\",\"class\"\n\"0.5\",\"-1.25\",\"1\"\n\"0.25\",\"1.5\",\"0\"\n",
        "+.5,-125e-2,1.0\n2.5E-1,1.50,-0\n",
        "0.5,\u{2212}1.25,1\n0.25,1.5,0\n",
        "x,y,class\n\"0.5,-1.25,1\"\n\"0.25,1.5,0\"\n",
        "\"x,\"\"y\"\",class\"\n\"0.5,\"\"-1.25\"\",1\"\n\"0.25,1.5,0\"\n",
    ] {
        assert_reads(text, PLAIN);
    }
    let commas = format!("{PLAIN} Commas in numbers are read as decimal points.");
    assert!(load("0,5;1;1\n2;1;0\n").unwrap().to_string().ends_with(&commas[PLAIN.len()..]));
    for text in [
        "x;y;class\n0,5;-1,25;1\n0,25;1,5;0\n",
        "0,5\t-1,25\t1\n0,25\t1,5\t0\n",
        "0,5 -1,25 1\n0,25 1,5 0\n",
        "0,5|-1,25|1,0\n0,25|1,5|0,0\n",
    ] {
        assert_reads(text, &commas);
    }
}

#[test]
fn lines_that_are_no_rows_are_skipped() {
    for text in [
        "\n  \nx,y,class\n0.5,-1.25,1\n  \t \n0.25,1.5,0\n\n",
        "x,y,class\n,,\n0.5,-1.25,1\n,,\n0.25,1.5,0\n,,\n;;\n",
        "x;y;class\n\"\";\"\";\"\"\n0.5;-1.25;1\n0.25;1.5;0\n;;\n",
        "0.5,-1.25,1,\n0.25,1.5,0,\n",
        "x,y,class,,\n0.5,-1.25,1,,\n0.25,1.5,0,,\n",
        "x,y,class\n0.5,-1.25,1,\n0.25,1.5,0,\n",
    ] {
        assert_reads(text, PLAIN);
    }
    assert_reads(
        ",,,\n,x,y,class\n,0.5,-1.25,1\n,0.25,1.5,0\n",
        "2 samples: x from column 2, y from 3, class from 4 (1 of class 1).",
    );
    let one = format!("{PLAIN} 1 line is skipped as a comment.");
    assert_reads("# points\nx,y,class\n0.5,-1.25,1\n0.25,1.5,0\n", &one);
    assert_reads("0.5,-1.25,1\n% 0.7,\"0.2,1\n0.25,1.5,0\n", &one);
    assert_reads(
        "// a\n\n#b,c\n0.5,-1.25,1\n0.25,1.5,0\n",
        &format!("{PLAIN} 2 lines are skipped as comments."),
    );
}

#[test]
fn a_header_is_read_by_its_names() {
    for (text, what) in [
        (
            "class,x,y\n1,0.5,-1.25\n0,0.25,1.5",
            "x from column 2, y from 3, class from 1 (1 of class 1)",
        ),
        (
            "x,class,y\n0.5,1,-1.25\n0.25,0,1.5",
            "x from column 1, y from 3, class from 2 (1 of class 1)",
        ),
        (
            "Y,X,Class\n-1.25,0.5,1\n1.5,0.25,0",
            "x from column 2, y from 1, class from 3 (1 of class 1)",
        ),
        (
            "class,length,width\n1,0.5,-1.25\n0,0.25,1.5",
            "x from column 2 (\"length\"), y from 3 (\"width\"), class from 1 (1 of class 1)",
        ),
        (
            "width,class,length\n0.5,1,-1.25\n0.25,0,1.5",
            "x from column 1 (\"width\"), y from 3 (\"length\"), class from 2 (1 of class 1)",
        ),
        (
            "x1,x2,y\n0.5,-1.25,1\n0.25,1.5,0",
            "x from column 1 (\"x1\"), y from 2 (\"x2\"), class from 3 (\"y\"; 1 of class 1)",
        ),
        (
            "y,x_2,x_1\n1,-1.25,0.5\n0,1.5,0.25",
            "x from column 3 (\"x_1\"), y from 2 (\"x_2\"), class from 1 (\"y\"; 1 of class 1)",
        ),
        (
            "pos_y (cm),pos_x (cm),class_id\n-1.25,0.5,1\n1.5,0.25,0",
            "x from column 2 (\"pos_x (cm)\"), y from 1 (\"pos_y (cm)\"), class from 3 \
             (\"class_id\"; 1 of class 1)",
        ),
        (
            "\"x\n(cm)\",y,class\n0.5,-1.25,1\n0.25,1.5,0",
            "x from column 1 (\"x\\n(cm)\"), y from 2, class from 3 (1 of class 1)",
        ),
        (
            "pos.x,pos.y,class\n0.5,-1.25,1\n0.25,1.5,0",
            "x from column 1 (\"pos.x\"), y from 2 (\"pos.y\"), class from 3 (1 of class 1)",
        ),
        (
            "V1,V2,V3\n0.5,-1.25,1\n0.25,1.5,0",
            "x from column 1 (\"V1\"), y from 2 (\"V2\"), class from 3 (\"V3\"; 1 of class 1)",
        ),
        (
            "passed,test 1,test 2\n1,0.5,-1.25\n0,0.25,1.5",
            "x from column 2 (\"test 1\"), y from 3 (\"test 2\"), class from 1 (\"passed\"; 1 of \
             class 1)",
        ),
        (
            "0,1,label\n0.5,-1.25,1\n0.25,1.5,0",
            "x from column 1, y from 2, class from 3 (\"label\"; 1 of class 1)",
        ),
        (
            "1,2,inside\n0.5,-1.25,1\n0.25,1.5,0",
            "x from column 1, y from 2, class from 3 (\"inside\"; 1 of class 1)",
        ),
        (
            "3,4,label\n0.5,-1.25,1\n0.25,1.5,0",
            "x from column 1, y from 2, class from 3 (\"label\"; 1 of class 1)",
        ),
        (
            "x,y,0\n0.5,-1.25,1\n0.25,1.5,0",
            "x from column 1, y from 2, class from 3 (1 of class 1)",
        ),
        (
            "0,1,inside\n0.5,-1.25,1\n0.25,1.5,0",
            "x from column 1, y from 2, class from 3 (\"inside\"; 1 of class 1)",
        ),
        (
            "x,y,z,class\n0.5,-1.25,3,1\n0.25,1.5,3,0",
            "x from column 1, y from 2, class from 4 (1 of class 1). Left out: column 3 (\"z\")",
        ),
        (
            "x,y,z,kind\n0.5,-1.25,3,1\n0.25,1.5,3,0",
            "x from column 1, y from 2, class from 4 (\"kind\"; 1 of class 1). Left out: column 3 \
             (\"z\")",
        ),
        (
            "x,y,class,note\n0.5,-1.25,1,\n0.25,1.5,0,far",
            "x from column 1, y from 2, class from 3 (1 of class 1). Left out: column 4 (\"note\")",
        ),
        (
            "# class,x,y\n1,0.5,-1.25\n0,0.25,1.5",
            "x from column 2, y from 3, class from 1 (1 of class 1). The comment above names the \
             columns",
        ),
        (
            "# y x class\n-1.25 0.5 1.0\n1.5 0.25 0.0",
            "x from column 2, y from 1, class from 3 (1 of class 1). The comment above names the \
             columns",
        ),
        (
            "0,1,2\n0.5,-1.25,1\n0.25,1.5,0",
            "x from column 1, y from 2, class from 3 (1 of class 1). Line 1 (0,1,2) is read as a \
             header",
        ),
        (
            "\n1,2,3\n0.5,-1.25,1\n0.25,1.5,0",
            "x from column 1, y from 2, class from 3 (1 of class 1). Line 2 (1,2,3) is read as a \
             header",
        ),
    ] {
        assert_reads(text, &format!("2 samples: {what}."));
    }
}

#[test]
fn an_index_is_left_out() {
    let left_out = |name: &str| {
        format!(
            "2 samples: x from column 2, y from 3, class from 4 (1 of class 1). \
             Left out: column 1{name}."
        )
    };
    assert_reads(",x,y,class\n0,0.5,-1.25,1\n1,0.25,1.5,0", &left_out(""));
    assert_reads(
        ",y,x,class\n7,-1.25,0.5,1\n3,1.5,0.25,0",
        &left_out("").replace("2, y from 3", "3, y from 2"),
    );
    assert_reads(
        "Unnamed: 0,x,y,class\n0,0.5,-1.25,1\n1,0.25,1.5,0",
        &left_out(" (\"Unnamed: 0\")"),
    );
    for id in ["id", "User ID", "PatientId", "row_id"] {
        let text = format!("{id},x,y,class\n9,0.5,-1.25,1\n8,0.25,1.5,0");
        assert_reads(&text, &left_out(&format!(" ({id:?})")));
    }
    // As R writes tables: with the rows' names, and with or without a name for these.
    assert_reads("\"\",\"x\",\"y\",\"class\"\n\"1\",0.5,-1.25,1\n\"2\",0.25,1.5,0", &left_out(""));
    assert_reads("\"x\" \"y\" \"class\"\n\"1\" 0.5 -1.25 1\n\"5\" 0.25 1.5 0", &left_out(""));
    for text in ["0,.5,.2,1\n1,.1,.1,0\n2,.1,.2,1\n", "1,.5,.2,1\n2,.1,.1,0\n3,.1,.2,1\n"] {
        assert_eq!(
            load(text).unwrap().to_string(),
            "3 samples: x from column 2, y from 3, class from 4 (2 of class 1). Left out: column 1."
        );
    }
    assert_refuses(
        ",x,label\n0,0.3,1\n1,-0.2,0\n2,0.8,1\n",
        "Line 1 of F names 2 columns (column 1 has no name), but needs 3: x,y,class.",
    );
    assert_refuses(
        "id,x,label\n0,0.3,1\n1,-0.2,0\n2,0.8,1\n",
        "Line 1 of F names 2 columns besides the index \"id\", but needs 3: x,y,class.",
    );
    assert_refuses(
        "0,0.3,1\n1,-0.2,0\n2,0.8,1\n",
        "F does not say whether column 1 is x or only numbers the lines: name the columns in the \
         first line, as in x,y,class.",
    );
    // Its name says what it is; another name may not.
    assert!(!load("x,y,class\n0,.3,1\n1,.2,0\n2,.8,1\n").unwrap().to_string().contains("index"));
    let day = load("day,dew,rain\n0,.3,1\n1,.2,0\n2,.8,1\n").unwrap().to_string();
    assert!(day.ends_with("Column 1 numbers the lines, like an index."), "{day}");
}

#[test]
fn without_a_header_the_class_is_the_column_that_can_be_one() {
    let from = |class: usize, what: &str| {
        let rest: Vec<usize> = (1..=3).filter(|c| *c != class).collect();
        format!(
            "2 samples: x from column {}, y from {}, class from {class} ({what}).",
            rest[0], rest[1]
        )
    };
    assert_reads("1,0.5,-1.25\n0,0.25,1.5\n", &from(1, "1 of class 1"));
    assert_reads("0.5,1,-1.25\n0.25,0,1.5\n", &from(2, "1 of class 1"));
    let words = "1 of class \"birch\" as 0, 1 of class \"oak\" as 1";
    assert_reads("oak,0.5,-1.25\nbirch,0.25,1.5\n", &from(1, words));
    assert_reads("0.5,oak,-1.25\n0.25,birch,1.5\n", &from(2, words));
    assert_reads("4,0.5,-1.25\n2,0.25,1.5\n", &from(1, "1 of class 2 as 0, 1 of class 4 as 1"));
    let table = load("oak,0.5,1\nbirch,0.25,0\n").unwrap();
    assert_eq!(table.to_string(), from(1, words));
    // Two or three could be it: the order that save_csv writes.
    for (text, ones) in [
        ("0,0,0\n0,1,1\n1,0,1\n1,1,0\n", 2),
        ("1,1,0\n", 0),
        ("1,0.5,1\n", 1),
        ("1,0.3,1\n0,0.7,0\n", 1),
        ("1,0.3,1\n1,0.7,0\n1,0.2,1\n", 2),
        ("3,0.3,1\n4,0.7,1\n3,0.1,0\n", 2),
    ] {
        let table = load(text).unwrap().to_string();
        let expected = format!("x from column 1, y from 2, class from 3 ({ones} of class 1).");
        assert!(table.contains(&expected), "{table}");
    }
    let unclear = |since: &str| {
        format!(
            "F does not say which column is the class, since {since}: name the columns in the \
             first line, as in x,y,class."
        )
    };
    assert_refuses(
        "1,0.3,1\n0,0.7,1\n1,0.1,0\n",
        &unclear("the first and the last hold two numbers each"),
    );
    assert_refuses("0,0,0.5\n", &unclear("the first two hold two numbers each"));
    // Five fractions in eight lines are no classes.
    let fractions: String = (0..8).map(|i| format!("{i}.5,{i}.1,{}.2\n", i % 5)).collect();
    for text in
        ["length,width,height\n.2,.3,1.5\n.3,.3,1.7\n.4,.1,1.9\n", "0.1,0.2,0.3\n", &fractions]
    {
        assert_refuses(text, &unclear("no column holds just two whole numbers or words"));
    }
}

#[test]
fn two_classes_of_any_names_are_read() {
    for (zero, one) in [
        ("-1", "1"),
        ("1", "2"),
        ("2", "4"),
        ("9", "10"),
        ("\"False\"", "\"True\""),
        ("\"FALSE\"", "\"TRUE\""),
        ("\"no\"", "\"yes\""),
        ("\"iris setosa\"", "\"Iris versicolor\""),
        ("\"blau\"", "\"grün\""),
        ("\"-Infinity\"", "\"Infinity\""),
    ] {
        let name = |shown: &str| shown.trim_matches('"').to_string();
        let text = format!("x,y,class\n0.5,-1.25,{}\n0.25,1.5,{}\n", name(one), name(zero));
        let classes = format!("1 of class {zero} as 0, 1 of class {one} as 1");
        assert_reads(&text, &PLAIN.replace("1 of class 1", &classes));
        assert_eq!(load(text).unwrap().classes, [name(zero), name(one)]);
    }
    assert_eq!(load("0.5,0.2,1\n").unwrap().classes, ["0", "1"]);
    assert_eq!(load("0.5,0.2,-1\n").unwrap().classes, ["-1", "1"]);
    assert_eq!(load("0.5,0.2,-1\n").unwrap().samples[0].target, 0.0);
}

#[test]
fn other_than_two_classes_are_refused_or_told() {
    let three = "F has 3 classes in column 3 (\"a\", \"b\" and \"c\"), but a network learns to \
                 tell two apart: keep two, and remove the lines of the others.";
    assert_refuses("x,y,class\n0,1,a\n0,1,b\n0,1,c\n", three);
    assert_refuses("0.5,1,a\n0,1,b\n0,1,c\n", three);
    assert_refuses(
        "1,14.2,1.7\n2,12.3,.9\n3,13.2,2.1\n1,14,2\n2,12,1\n3,13,3\n",
        "F has 3 classes in column 1 (1, 2 and 3), but a network learns to tell two apart: keep \
         two, and remove the lines of the others.",
    );
    let many = "different values in column 3, which looks like the class, but there must be two \
                classes: if another column is the class, name it class in the first line.";
    assert_refuses("x,y,z\n.3,.5,.1\n.2,.2,.2\n.8,.1,.3\n", &format!("F has 3 {many}"));
    let all: String = (0..30).map(|i| format!("0.5,0.2,{i}\n")).collect();
    assert_refuses(all, &format!("F has more than 20 {many}"));
    // A slip.
    let slip = "0,0,0\n0,1,0\n0.5,0,1\n0,0.5,1\n0,1,one\n";
    assert_refuses(slip, "Line 5 of F has the class \"one\", but the other lines have 0 and 1.");
    assert_refuses(
        "x,y,class\n0,0,1\n0,1,l\n",
        "Line 3 of F has the class \"l\", which is not a number, but 1 is.",
    );
    assert_refuses(
        "x,y,class\n0,0,Yes\n0,1,yes\n",
        "Line 3 of F has the class \"yes\", written \"Yes\" elsewhere: use one spelling.",
    );
    assert_refuses(
        "0,1,0.1\n.5,.2,1\n.4,.1,1\n.3,.2,0\n.2,.1,0\n.6,.7,1\n",
        "Line 1 of F has the class 0.1, but the other lines have 0 and 1.",
    );
    // One.
    assert_refuses(
        "x,y,class\n0,0,red\n0,1,red\n",
        "F has only one class, \"red\" in column 3, but a network learns to tell two apart.",
    );
    let one = load("x,y,class\n0.3,0.1,0\n0.7,0.4,0\n").unwrap();
    assert_eq!(
        one.to_string(),
        "2 samples: x from column 1, y from 2, class from 3 (0 of class 1). \
         All are of one class: there is nothing to tell apart."
    );
}

#[test]
fn a_first_line_that_is_neither_header_nor_sample_is_refused() {
    for (text, cell) in [
        ("O.5,l.2,one\n0.3,0.1,0\n", "O.5"),
        ("half,two,one\n0.3,0.1,0\n", "half"),
        ("O,5;l,2;eins\n0,3;0,1;0\n", "O,5"),
        ("(0.5, 0.2, 1)\n(0.3, 0.1, 0)\n", "(0.5"),
        ("0.5x,abc,red\n0.3,0.1,blue\n", "0.5x"),
        ("left,low,red\n0.3,0.1,blue\n0.5,0.1,red\n", "red"),
        ("left,low,1\n0.3,0.1,0\n0.5,0.1,1\n", "left"),
    ] {
        assert_refuses(
            text,
            &format!(
                "Line 1 of F is neither a header nor a sample, because of \"{cell}\": a header \
                 names the columns, as in x,y,class; a sample is two numbers and a class, as in \
                 0.5,-1.2,1."
            ),
        );
    }
    assert_refuses("x,x,class\n0,0,1\n", "Line 1 of F gives two columns the same name, \"x\".");
    assert_refuses(
        "My points,,\nx,y,class\n0.5,0.2,1\n0.4,0.2,0\n",
        "Line 1 of F has 1 column, but the lines below have 3: remove it, or name the columns in \
         it, as in x,y,class.",
    );
    assert_refuses(
        "a,b,c,d,species\n1,2,3,4,oak\n",
        "Line 1 of F names 5 columns, but does not say which are x, y and the class: name those \
         three x, y and class, or remove the others.",
    );
    assert_refuses(
        "x,,class\n0.5,0.2,1\n",
        "Line 1 of F names 2 columns (column 2 has no name), but needs 3: x,y,class.",
    );
    // Classes whose names could be those of a column.
    for text in [
        "0.5,0.2,target\n0.3,0.1,decoy\n",
        "0.5,0.2,class A\n0.3,0.1,class B\n",
        "3,4,target\n0.5,1,decoy\n",
        "0,1,target\n0.5,1,decoy\n0.3,0.1,target\n",
        "0,1,red\n0.5,0.3,blue\n",
    ] {
        assert_eq!(load(text).unwrap().len(), text.lines().count(), "{text:?}");
    }
    // Two whole numbers and a class may be both: that is told.
    let table = load("0,1,0\n-0.4,0.7,1\n0.9,0.2,0\n").unwrap();
    assert_eq!(table.samples.len(), 3);
    assert_eq!(
        table.to_string(),
        "3 samples: x from column 1, y from 2, class from 3 (1 of class 1). Line 1 (0,1,0) is read \
         as a sample; if it only numbers the columns, remove it."
    );
}

#[test]
fn a_malformed_line_gives_its_number_and_what_is_wrong() {
    let long = format!("0,{},1", "é9".repeat(40));
    let wide = "1,".repeat(1000);
    let almost_as_wide = "1,".repeat(999) + "1";
    let endless = format!("0,0,1\n{}", "0".repeat(20_000));
    let almost_endless = format!("0,0,{:>9995}\n0,b,1\n", 1);
    for (text, line, why) in [
        ("x,y,class\n0,0,1\n1,2\n", 3, "has 2 columns, but needs 3: x,y,class"),
        ("0,0,1\n\n \n1,2,1,1\n0,0,1\n", 4, "has 4 columns, but needs 3: x,y,class"),
        ("1\n", 1, "has 1 column, but needs 3: x,y,class"),
        ("0.5:0.2:1\n", 1, "has 1 column, but needs 3: x,y,class"),
        ("x,y\n0,1\n", 1, "names 2 columns, but needs 3: x,y,class"),
        ("x\n0\n", 1, "names 1 column, but needs 3: x,y,class"),
        ("x;y\n0;1\n", 1, "names 2 columns, but needs 3: x,y,class"),
        ("sep=a\n0.5a0.2a1\n", 2, "has 1 column, but needs 3: x,y,class"),
        ("x,y,class,note\n0,0,1,a\n0,0,1\n", 3, "has 3 columns, but the first line names 4"),
        ("0,.1,.2,1\n0,.1,1\n0,.1,.2,1\n", 2, "has 3 columns, but the others have 4"),
        ("-1, -1, 1, 1\n-1, 1, 1, -1\n", 1, "has 4 columns, but needs 3: x,y,class"),
        (".1,.2,.1,\n.1,.2,.1,1\n.1,.2,.1,1\n", 2, "has 4 columns, but needs 3: x,y,class"),
        ("1,-2,3,-4,1\n", 1, "has 5 columns, but needs 3: x,y,class"),
        (
            "0,5,-1,25,1\n",
            1,
            "has 5 columns, but needs 3: x,y,class; if 0,5 is one number, write it with a point: \
             0.5",
        ),
        (
            "x,y,class\n-0,5,1,25,1\n",
            2,
            "has 5 columns, but needs 3: x,y,class; if -0,5 is one number, write it with a point: \
             -0.5",
        ),
        ("0,0,1\nx,y,class\n", 2, "names the columns, which only the first line may do"),
        (
            "x,y,class\n0,0,1\nx,y,class\n0,0,1\n",
            3,
            "names the columns, which only the first line may do",
        ),
        ("x,y,class\r\n0,0,1\r\n0,b,1\r\n", 3, "has \"b\" for y, which is not a number"),
        ("\u{feff}x,y,class\n\n\n0,0,1\n\n\n0,b,1\n", 7, "has \"b\" for y, which is not a number"),
        ("x,y,class\r0,0,1\r\r0,b,1\r", 4, "has \"b\" for y, which is not a number"),
        ("# a\nx,y,class\n,,\n0,0,1\n# b\n0,b,1\n", 6, "has \"b\" for y, which is not a number"),
        ("sep=;\nx;y;class\n0;b;1\n", 3, "has \"b\" for y, which is not a number"),
        ("0.5,O.5,1\n", 1, "has \"O.5\" for y, which is not a number"),
        ("$0.5,0.2,1\n$0.3,0.1,0\n", 1, "has \"$0.5\" for x, which is not a number"),
        ("50%,0.2,1\n", 1, "has \"50%\" for x, which is not a number"),
        ("O.5,0.2,1\n0.3,0.1,0\n", 1, "has \"O.5\" for x, which is not a number"),
        ("0,0,1\r\n\r\n\r\n,0,1\r\n", 4, "has no x: fill it in, or remove the line"),
        ("x,y,class\n0,NA,1\n", 2, "has \"NA\" for y, which is not a number"),
        ("x,y,class\n#N/A,0,1\n", 2, "has \"#N/A\" for x, which is not a number"),
        (&long, 1, "has \"é9é9é9é9é9é9é9é9é9é9…\" for y, which is not a number"),
        (
            "\"0,5\",\"1,2\",1\n",
            1,
            "has \"0,5\" for x, but a number needs a point, as in 0.5, not a comma",
        ),
        (
            "x;y;class\n1.5;1,234;1\n",
            2,
            "has \"1,234\" for y, but an earlier number has a point: write all numbers with a \
             point",
        ),
        (
            "0,5;1;1\n1.5;1;0\n",
            2,
            "has \"1.5\" for x, but an earlier number has a comma: write all numbers with a point",
        ),
        ("nan,0,1\n", 1, "has \"nan\" for x, which is not finite"),
        ("0,0,0\n0,-inf,1\n", 2, "has \"-inf\" for y, which is not finite"),
        ("1e999,0,1\n", 1, "has \"1e999\" for x, which is not finite"),
        ("x,y,class\n0,0,1\n0,0,\n", 3, "has no class: fill it in, or remove the line"),
        ("x,y,class\n0,0,NaN\n", 2, "has no class: fill it in, or remove the line"),
        ("0,0,1\n\"1,1,1\n0,1,0\n", 2, "opens a quotation mark and does not close it"),
        ("\"x,y,class\n0,0,1\n", 1, "opens a quotation mark and does not close it"),
        (&wide, 1, "has more than 1000 columns, but needs 3: x,y,class"),
        (&almost_as_wide, 1, "has 1000 columns, but needs 3: x,y,class"),
        (&almost_endless, 2, "has \"b\" for y, which is not a number"),
        (&endless, 2, "is longer than 10,000 characters, but a sample is three short columns"),
    ] {
        assert_refuses(text, &format!("Line {line} of F {why}."));
    }
}

#[test]
fn a_file_of_another_kind_says_so() {
    for text in ["", "\n\n", "x,y,class\n", "\u{feff}", "# a\nx,y,class\n", ",,\n,,\n", "sep=;\n"] {
        assert_refuses(text, "F holds no samples: it needs lines of x,y,class.");
    }
    assert_refuses(
        "#ff0000,0.5,0.2\n#00ff00,0.3,0.1\n",
        "F holds no samples: it needs lines of x,y,class, but all its lines are skipped as \
         comments.",
    );
    assert_refuses(
        "<!DOCTYPE html>\n<html>",
        "F is a web page, not a CSV file: download the file itself (GitHub calls it Raw).",
    );
    for text in ["{\"format\": 1}", "[[0.5 0.2 1. ]\n [0.3 0.1 0. ]]"] {
        assert_refuses(
            text,
            "F is JSON or a printed list, not a CSV file: it needs lines of x,y,class.",
        );
    }
}

#[test]
fn samples_that_the_pictures_do_not_show_are_told() {
    let table = load("x,y,class\n40,70,0\n80,90,1\n60,30,0\n").unwrap();
    assert_eq!(
        table.to_string(),
        "3 samples: x from column 1, y from 2, class from 3 (1 of class 1). 3 samples are outside \
         the square from -2 to 2 that the pictures show: `scaled` moves them all into it."
    );
    assert!(scaled(&table).iter().all(|s| s.x.abs() <= 2.0 && s.y.abs() <= 2.0));
    let table = load("x,y,class\n2,2,0\n-2,-2.5,1\n").unwrap();
    assert!(table.to_string().contains("1 sample is outside"), "{table}");
}

#[test]
fn a_csv_file_gives_the_same_bits_back() {
    let path = file();
    let mut samples = spirals(300, 0.1, &mut ChaCha8Rng::seed_from_u64(1));
    let numbers = [0.1 + 0.2, -0.0, 5e-324, f64::MIN_POSITIVE, f64::MAX, -1e300, 1.0 / 3.0];
    samples.extend(numbers.map(|x| Sample { x, y: -x, target: 1.0 }));
    samples.push(Sample { x: 0.0, y: 0.0, target: -0.0 });
    save_csv(&samples, &path).unwrap();
    let back = load_csv(&path).unwrap();
    let bits = |samples: &[Sample]| -> Vec<_> {
        samples.iter().map(|s| (s.x.to_bits(), s.y.to_bits(), s.target as u8)).collect()
    };
    assert_eq!(bits(&back), bits(&samples));
    assert!(fs::read_to_string(&path).unwrap().starts_with("x,y,class\n"));
}

#[test]
fn samples_that_do_not_belong_in_a_csv_file() {
    let sample = Sample { x: 0.0, y: 0.0, target: 1.0 };
    let path = file();
    for (wrong, sentence) in [
        (Sample { target: 0.5, ..sample }, "A class is 0 or 1, but samples[1] has the target 0.5."),
        (
            Sample { y: f64::NAN, ..sample },
            "A sample's numbers must be finite, but samples[1] is (0.0, NaN) with target 1.0.",
        ),
    ] {
        assert_says(|| save_csv(&[sample, wrong], &path), sentence);
    }
    assert_says(
        || save_csv(&[], &path),
        "A CSV file needs at least 1 sample, but the data set is empty.",
    );
    assert!(!path.exists());
}

#[test]
fn a_file_of_too_many_points_says_so() {
    let points = "0,0,1\n".repeat(1_000_001);
    assert_refuses(&points, "F has more than 1,000,000 points.");
    assert_eq!(load(format!("x,y,class\n{}", &points[6..])).unwrap().len(), 1_000_000);
}

/// What CSV files are made of, right and wrong.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        ",",
        ",",
        ";",
        "\t",
        "|",
        " ",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "\"",
        "#",
        "%",
        "sep=",
        "\u{feff}",
        "x",
        "y",
        "class",
        "id",
        "0",
        "1",
        "-1",
        "2",
        "0.5",
        "0,5",
        "-1.25",
        "1e308",
        "nan",
        "inf",
        "NA",
        "red",
        "blue",
        "O.5",
        "−1",
        "é",
        "0,1,2\n",
        "x,y,class\n",
        "0.5,-1.25,1\n",
        "0.25,1.5,0\n",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// It is read, with finite points and two targets, or refused in one sentence.
fn is_read_or_refused(bytes: &[u8]) {
    match load(bytes) {
        Ok(table) => {
            assert!(!table.is_empty());
            assert!(table.iter().all(|s| s.x.is_finite() && s.y.is_finite()));
            assert!(table.iter().all(|s| s.target == 0.0 || s.target == 1.0));
            assert!(table.to_string().starts_with(&format!("{} sample", table.len())));
        }
        Err(error) => assert!(error.ends_with('.') && !error.contains('\n'), "{error}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_bytes_stop_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        is_read_or_refused(&bytes);
    }

    #[test]
    fn no_text_stops_the_reader(text in "\\PC{0,200}") {
        is_read_or_refused(text.as_bytes());
    }

    #[test]
    fn no_mixture_of_cells_and_marks_stops_the_reader(text in pieces()) {
        is_read_or_refused(text.as_bytes());
    }

    /// Whatever the order of the columns and the mark between them.
    #[test]
    fn columns_are_found_by_their_names(
        points in prop::collection::vec((-9.0..9.0f64, -9.0..9.0f64, any::<bool>()), 1..20),
        order in Just(vec![0, 1, 2]).prop_shuffle(),
        mark in prop::sample::select(vec![",", ";", "\t", "|", " ", "   ", ", "]),
    ) {
        let line = |cells: [String; 3]| {
            order.iter().map(|i| cells[*i].clone()).collect::<Vec<_>>().join(mark) + "\n"
        };
        let mut text = line(["x", "y", "class"].map(String::from));
        for (x, y, one) in &points {
            text += &line([x.to_string(), y.to_string(), u8::from(*one).to_string()]);
        }
        let found = load(text).unwrap();
        let found: Vec<_> = found.iter().map(|s| (s.x, s.y, s.target == 1.0)).collect();
        prop_assert_eq!(found, points);
    }
}
