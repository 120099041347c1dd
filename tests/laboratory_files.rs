//! Files: networks written and read, and what is said of a file that can't be read or written.
#![cfg(feature = "laboratory")]

use nn_from_scratch::laboratory::*;
use nn_from_scratch::*;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

fn file(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("laboratory_files");
    fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

/// Reads this text as a network's file of this name, which errors call "F".
fn load(name: &str, text: impl AsRef<[u8]>) -> Result<Network, String> {
    let path = file(name);
    fs::write(&path, text).unwrap();
    load_network(&path).map_err(|error| error.replace(path.to_str().unwrap(), "F"))
}

#[track_caller]
fn assert_no_network(name: &str, text: impl AsRef<[u8]>, why: &str) {
    let error = load(name, &text).unwrap_err();
    let text = String::from_utf8_lossy(text.as_ref());
    assert_eq!(error, format!("F doesn't hold a network: {why}"), "{text}");
}

/// A network of one neuron with these two weights, as they stand in the file.
fn with_weights(weights: &str) -> String {
    format!(
        "{{\"format\":\"nn_from_scratch network, version 1\",\"activation\":\"sigmoid\",\n\
         \"layers\":[{{\"weights\":[[{weights}]],\n\"biases\":[0]}}]}}"
    )
}

#[test]
fn a_saved_network_comes_back_bit_for_bit() {
    let path = file("network.json");
    for activation in [Activation::Sigmoid, Activation::Tanh, Activation::Relu] {
        let mut rng = ChaCha8Rng::seed_from_u64(SEED);
        let network = Network::random(2, &[5, 3], &mut rng).with_activation(activation);
        save_network(&network, &path).unwrap();
        let loaded = load_network(&path).unwrap();
        assert_eq!(loaded.parameters(), network.parameters());
        assert_eq!(loaded.predict(&[0.3, -0.7]), network.predict(&[0.3, -0.7]));
    }
}

#[test]
fn a_byte_order_mark_before_a_network_is_no_part_of_it() {
    let network = load("mark.json", format!("\u{feff}{}", with_weights("1, -2.5"))).unwrap();
    assert_eq!(network.parameters(), [1.0, -2.5, 0.0]);
}

#[test]
fn numbers_that_a_network_can_not_have_are_named() {
    let name = "numbers.json";
    for number in ["NaN", "Infinity", "-Infinity", "nan", "inf", "-inf"] {
        for weights in [format!("{number}, 1"), format!("1,{number}"), format!("1,\t{number} ")] {
            let why = "line 2 has NaN or Infinity instead of a finite number: train a new network.";
            assert_no_network(name, with_weights(&weights), why);
        }
    }
    for number in ["1e999", "-1e400"] {
        let why = "line 2 has a number beyond the largest f64, about 1.8e308.";
        assert_no_network(name, with_weights(&format!("1, {number}")), why);
    }
    for text in ["finance", "{\"information\": nothing}", "\"NaN\" 1"] {
        assert_no_network(name, text, "it is not valid JSON, from line 1 on.");
    }
}

#[test]
fn weights_beyond_use_are_the_files_fault() {
    let name = "huge.json";
    let too_large = |layer: usize, neuron: usize| {
        format!(
            "in layer {layer}, the weights of neuron {neuron} are so large that its weighted sum \
             is not finite."
        )
    };
    assert_no_network(name, with_weights("1e308, 1e308"), &too_large(1, 1));
    assert_no_network(name, with_weights("0, -1e308"), &too_large(1, 1));
    assert!(load(name, with_weights("1e307, -1e307")).is_ok());
    let with_bias = with_weights("4e307, 4e307").replace("[0]", "[-1e308]");
    assert_no_network(name, with_bias, &too_large(1, 1));
    let network = |activation: &str| {
        json!({
            "format": "nn_from_scratch network, version 1",
            "activation": activation,
            "layers": [
                { "weights": [[1.0, 1.0], [1e200, 1.0]], "biases": [0.0, 0.0] },
                { "weights": [[1e200, 1e200]], "biases": [0.0] },
            ],
        })
        .to_string()
    };
    // A sigmoid or a tanh never gives more than 1.
    assert!(load(name, network("sigmoid")).is_ok() && load(name, network("tanh")).is_ok());
    assert_no_network(name, network("relu"), &too_large(2, 1));
    // What can't be loaded is not saved.
    let path = file("never.json");
    let network = Network::new(vec![vec![Neuron::new(&[1e308, 1e308], 0.0)]]);
    assert_eq!(
        save_network(&network, &path).unwrap_err(),
        format!("This network can't be saved: {}", too_large(1, 1))
    );
    assert!(!path.exists());
}

#[test]
fn a_broken_or_foreign_file_gives_a_sentence() {
    let path = file("good.json");
    save_network(&nn_from_scratch::article(), &path).unwrap();
    let good = fs::read_to_string(&path).unwrap();
    let with = |change: &dyn Fn(&mut Value)| {
        let mut json: Value = serde_json::from_str(&good).unwrap();
        change(&mut json);
        json.to_string()
    };
    let cases: [(String, &str); 11] = [
        (good[..good.len() / 2].to_string(), "it is not valid JSON, from line 22 on."),
        (String::new(), "it is not valid JSON, from line 1 on."),
        ("[1, 2]".into(), "its \"format\" is not \"nn_from_scratch network, version 1\"."),
        (
            with(&|json| json["activation"] = "step".into()),
            "its \"activation\" is not \"sigmoid\", \"tanh\" or \"relu\".",
        ),
        (with(&|json| json["layers"] = json!([])), "it has no \"layers\"."),
        (
            with(&|json| json["layers"][0]["biases"] = "none".into()),
            "in layer 1, the \"biases\" are not a list of numbers.",
        ),
        (
            with(&|json| json["layers"][0]["biases"] = json!([1.0])),
            "in layer 1, there are weights of 4 neurons, but the number of biases is 1.",
        ),
        (
            with(&|json| json["layers"][0]["weights"][2] = json!([1.0])),
            "in layer 1, neuron 3 has 1 weight, not 2.",
        ),
        (
            with(&|json| json["layers"][1]["weights"][0] = json!([1.0, null, 0.0, 0.0])),
            "in layer 2, the \"weights\" are not lists of numbers.",
        ),
        (
            with(&|json| drop(json["layers"].as_array_mut().unwrap().pop())),
            "its last layer has 4 neurons, not 1.",
        ),
        (
            with(&|json| json["layers"][1] = json!({ "weights": [], "biases": [] })),
            "in layer 2, there are no \"weights\".",
        ),
    ];
    for (text, why) in cases {
        assert_no_network("broken.json", text, why);
    }
}

type Load = fn(&Path) -> Result<(), String>;

/// Both kinds of files are read by the same function.
const LOADS: [(&str, Load); 2] = [
    ("a CSV file", |path| load_csv(path).map(drop)),
    ("a network's JSON file", |path| load_network(path).map(drop)),
];

#[test]
fn a_file_that_is_not_there_says_what_to_do() {
    let here = std::env::current_dir().unwrap();
    let folder = file("none");
    let folder = folder.display();
    let at_home = std::env::home_dir().unwrap().join("no-such-folder/my.csv").display().to_string();
    let within = file("no-folder.json").join("a");
    fs::write(file("no-folder.json"), "").unwrap();
    for (path, why) in [
        (
            "none.x",
            format!(
                "none.x can't be read: there is no such file in {}; check the name.",
                here.display()
            ),
        ),
        (
            &format!("{folder}"),
            format!("{folder} can't be read: there is no such file; check the name."),
        ),
        (
            &format!("{folder}/a.b"),
            format!("{folder}/a.b can't be read: there is no folder {folder}; check the path."),
        ),
        (
            within.to_str().unwrap(),
            format!(
                "{} can't be read: there is no folder {}; check the path.",
                within.display(),
                file("no-folder.json").display()
            ),
        ),
        (
            "",
            "A file without a name can't be read: put its name between the quotation marks.".into(),
        ),
        (
            " ",
            "A file without a name can't be read: put its name between the quotation marks.".into(),
        ),
        (
            "~/no-such-folder/my.csv",
            format!(
                "~/no-such-folder/my.csv can't be read: ~ means the home folder only in a shell; \
                 write {at_home}."
            ),
        ),
        ("a\0.csv", "a\0.csv can't be read: no file can have this name.".into()),
        (
            &"long".repeat(100),
            format!("{} can't be read: no file can have this name.", "long".repeat(100)),
        ),
        (
            "https://example.org/my.csv",
            "https://example.org/my.csv can't be read: it is a web address, not a file on this \
             computer; download it and give the file's name."
                .into(),
        ),
    ] {
        for (_, load) in LOADS {
            assert_eq!(load(Path::new(path)), Err(why.clone()));
        }
    }
}

#[test]
fn what_is_no_text_file_says_so() {
    let folder = file("").parent().unwrap().to_path_buf();
    for (needed, load) in LOADS {
        let says = |path: &Path, why: String| {
            assert_eq!(load(path), Err(format!("{} can't be read: {why}.", path.display())));
        };
        says(&folder, format!("it is a folder, but {needed} is needed"));
        #[cfg(unix)]
        says(Path::new("/dev/zero"), format!("it is not an ordinary file, but {needed} is needed"));
        let path = file(if needed == "a CSV file" { "kind.csv" } else { "kind.json" });
        let utf_16 = |text: &str, little: bool| -> Vec<u8> {
            let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
            text.encode_utf16().flat_map(bytes).collect()
        };
        for text in ["\u{feff}x,y,class\n0,0,1\n", "{\"format\": 1}"] {
            for little in [true, false] {
                fs::write(&path, utf_16(text, little)).unwrap();
                says(
                    &path,
                    "it is UTF-16 text, not UTF-8; save it again as UTF-8, which spreadsheet \
                     programs call CSV UTF-8"
                        .into(),
                );
            }
        }
        for start in [b"PK\x03\x04\x14\x00", b"\xd0\xcf\x11\xe0\xa1\xb1"] {
            fs::write(&path, start).unwrap();
            says(
                &path,
                "it is a spreadsheet or an archive, not text; in the spreadsheet program, save it \
                 as CSV UTF-8"
                    .into(),
            );
        }
        fs::write(&path, b"x,y,class\n0,0,1\nstra\xdfe,0,1\n").unwrap();
        says(
            &path,
            "line 3 is not UTF-8 text; save the file again as UTF-8, which spreadsheet programs \
             call CSV UTF-8"
                .into(),
        );
        // Sparse: no byte of it is written.
        fs::File::create(&path).unwrap().set_len(100_000_001).unwrap();
        says(&path, "it is larger than 100 MB".into());
        fs::remove_file(&path).unwrap();
    }
}

#[test]
fn a_file_that_can_not_be_written_says_what_to_do() {
    let samples = [Sample { x: 0.0, y: 0.0, target: 1.0 }];
    let folder = file("").parent().unwrap().to_path_buf();
    let missing = file("none");
    let home = std::env::home_dir().unwrap();
    for (path, start, why) in [
        (
            folder.clone(),
            folder.display().to_string(),
            "it is a folder; add the name of a file".to_string(),
        ),
        (
            missing.join("a"),
            missing.join("a").display().to_string(),
            format!("there is no folder {}; check the path", missing.display()),
        ),
        (
            "~/no-such-folder/a".into(),
            "~/no-such-folder/a".into(),
            format!(
                "~ means the home folder only in a shell; write {}",
                home.join("no-such-folder/a").display()
            ),
        ),
        (
            "".into(),
            "A file without a name".into(),
            "put its name between the quotation marks".into(),
        ),
    ] {
        assert_eq!(save_csv(&samples, &path), Err(format!("{start} can't be written: {why}.")));
        assert_eq!(
            save_network(&nn_from_scratch::article(), &path),
            Err(format!("{start} can't be written: {why}."))
        );
    }
}

/// Parts of networks' files, right and wrong.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\n",
        "\u{feff}",
        "é",
        "NaN",
        "-Infinity",
        "null",
        "1",
        "-0.5",
        "1e308",
        "1e999",
        "\"format\":\"nn_from_scratch network, version 1\",",
        "\"activation\":\"relu\",",
        "\"layers\":[",
        "\"weights\":[[",
        "]],",
        "\"biases\":[",
        "{\"weights\":[[1,2]],\"biases\":[0]}",
        "]}",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_bytes_stop_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(load("bytes.json", bytes).unwrap_err().ends_with('.'));
    }

    #[test]
    fn no_mixture_of_a_networks_parts_stops_the_reader(text in pieces()) {
        if let Err(error) = load("pieces.json", text) {
            prop_assert!(error.ends_with('.') && !error.contains('\n'), "{}", error);
        }
    }

    /// Whatever weights a file holds, a network that is read answers with numbers.
    #[test]
    fn a_network_that_is_read_gives_finite_answers(
        weights in prop::collection::vec(any::<f64>().prop_filter("JSON", |w| w.is_finite()), 9),
        relu in any::<bool>(),
    ) {
        let json = json!({
            "format": "nn_from_scratch network, version 1",
            "activation": if relu { "relu" } else { "tanh" },
            "layers": [
                { "weights": [weights[0..2], weights[2..4]], "biases": weights[4..6] },
                { "weights": [weights[6..8]], "biases": weights[8..9] },
            ],
        });
        if let Ok(network) = load("finite.json", json.to_string()) {
            for (x, y) in [(2.0, 2.0), (-2.0, 2.0), (2.0, -2.0), (-2.0, -2.0), (0.0, 0.0)] {
                prop_assert!(network.predict(&[x, y]).is_finite());
            }
        }
    }
}
