//! What stands in a figure's SVG.
#![allow(dead_code)] // Each of the tests that share this uses a part of it.

/// The picture's width and height.
pub fn size(svg: &str) -> (f64, f64) {
    (number(svg, "width").unwrap(), number(svg, "height").unwrap())
}

/// Every text in the picture, as it stands there.
pub fn texts(svg: &str) -> Vec<&str> {
    elements(svg, "<text").map(|(_, text)| text).collect()
}

/// The numbers at the x axis, at the y axis, and at the bar of colours.
pub fn ticks(svg: &str) -> [Vec<&str>; 3] {
    // What plotters writes at an axis has this size; the label alone is larger.
    let axis = |anchor: &'static str| {
        elements(svg, "<text").filter(move |(tag, _)| {
            let size = number(tag, "font-size").unwrap();
            (12.9..13.0).contains(&size) && attribute(tag, "text-anchor") == Some(anchor)
        })
    };
    let bar = elements(svg, "<text").filter(|(tag, text)| {
        let is_there = attribute(tag, "text-anchor") == Some("start");
        is_there && number(tag, "font-size") == Some(130.0) && text.parse::<f64>().is_ok()
    });
    [
        axis("middle").map(|(_, text)| text).collect(),
        axis("end").map(|(_, text)| text).collect(),
        bar.map(|(_, text)| text).collect(),
    ]
}

/// The corners, ends and centres of the marks, in pixels: of what stands in the layers that are
/// drawn ten times as large.
pub fn marks(svg: &str) -> Vec<(f64, f64)> {
    let mut places = Vec::new();
    for layer in svg.split("<g transform=\"scale(0.1)\"").skip(1) {
        let layer = layer.split("</g>").next().unwrap();
        for tag in layer.split('<').skip(1) {
            for (x, y) in [("x1", "y1"), ("x2", "y2"), ("cx", "cy"), ("x", "y")] {
                places.extend(number(tag, x).zip(number(tag, y)));
            }
            let points = attribute(tag, "points").unwrap_or_default().split_whitespace();
            places.extend(points.map(|point| {
                let (x, y) = point.split_once(',').unwrap();
                (x.parse::<f64>().unwrap(), y.parse::<f64>().unwrap())
            }));
        }
    }
    places.into_iter().map(|(x, y)| (x / 10.0, y / 10.0)).collect()
}

/// Each such tag's attributes, and the text after it.
fn elements<'a>(svg: &'a str, tag: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    svg.split(tag).skip(1).map(|rest| {
        let (attributes, rest) = rest.split_once('>').unwrap();
        (attributes, rest.split('<').next().unwrap().trim())
    })
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    // After a space, so that x is not the end of cx.
    let tag = tag.split_once(&format!(" {name}=\""))?.1;
    tag.split('"').next()
}

fn number(tag: &str, name: &str) -> Option<f64> {
    attribute(tag, name)?.parse().ok()
}
