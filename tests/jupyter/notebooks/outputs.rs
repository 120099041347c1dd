//! What a cell has put out.

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::Value;
use support::cells::lines;

/// What the cell has printed.
pub fn said(cell: &Value) -> String {
    outputs(cell).iter().map(|output| lines(&output["text"])).collect()
}

pub fn error(cell: &Value) -> Option<String> {
    let error = outputs(cell).iter().find(|output| output["output_type"] == "error")?;
    Some(lines(&error["evalue"]))
}

/// The sources of the pictures that it shows.
pub fn pictures(cell: &Value) -> Vec<String> {
    let html = outputs(cell).iter().map(|output| lines(&output["data"]["text/html"]));
    html.filter_map(|html| {
        let code = html.split("base64,").nth(1)?.split('"').next()?;
        String::from_utf8(BASE64_STANDARD.decode(code).ok()?).ok()
    })
    .collect()
}

/// Texts and data, without the numbers of cells.
pub fn contents(cell: &Value) -> Vec<(Value, Value)> {
    let outputs = outputs(cell).iter();
    outputs.map(|output| (output["text"].clone(), output["data"].clone())).collect()
}

fn outputs(cell: &Value) -> &[Value] {
    cell["outputs"].as_array().map(Vec::as_slice).unwrap_or_default()
}
