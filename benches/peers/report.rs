//! What came out: tables in markdown, a picture, and the machine.

use crate::{cores, own};
use nn_from_scratch::fast::Machine;
use nn_from_scratch::plot::{Figure, bars};
use std::fmt::Write;
use std::{env, fs};
use support::job::Job;

/// A tool's result at a job.
pub struct Row {
    pub name: String,
    /// The median.
    pub seconds: f64,
    /// How far its worst loss was from the canonical one, relative to that.
    pub deviation: f64,
}

/// All results at a job, the fastest first.
pub struct Table {
    pub title: String,
    pub rows: Vec<Row>,
    /// What is to be said below it.
    pub notes: Vec<String>,
    /// Steps × samples × parameters.
    pub work: f64,
}

impl Table {
    pub fn markdown(&self) -> String {
        let base = self.rows.iter().find(|row| row.name == own::FAST);
        let mut text = format!(
            "**{}**\n\n| Tool | Median, ms | Ratio to `fast` | ns per sample and parameter | Loss off by |\n\
             | --- | ---: | ---: | ---: | ---: |\n",
            self.title
        );
        for Row { name, seconds, deviation } in &self.rows {
            let ratio = base.map_or("?".to_string(), |base| figures(seconds / base.seconds));
            let ns = figures(seconds * 1e9 / self.work);
            let ms = figures(seconds * 1e3);
            let off = if *deviation == 0.0 { "0".to_string() } else { format!("{deviation:.0e}") };
            writeln!(text, "| {name} | {ms} | {ratio} | {ns} | {off} |").ok();
        }
        for note in &self.notes {
            write!(text, "\n{note}\n").ok();
        }
        text
    }

    fn figure(&self) -> Figure {
        let label = "nanoseconds per step, sample and parameter";
        let ns = self.rows.iter().map(|row| (row.name.as_str(), row.seconds * 1e9 / self.work));
        bars(&self.title, label, &ns.collect::<Vec<_>>())
    }
}

pub fn picture(tables: &[Table]) -> Figure {
    let figures: Vec<Figure> = tables.iter().map(Table::figure).collect();
    Figure::side_by_side("How long training takes", &figures, 1)
}

/// The job in words.
pub fn in_words(job: &Job) -> String {
    let sizes: Vec<String> = job.sizes().iter().map(usize::to_string).collect();
    format!(
        "{} samples, {} ({} parameters), {} steps",
        job.targets.len(),
        sizes.join("-"),
        job.num_parameters(),
        job.steps
    )
}

/// Processor, cores, what `fast` uses of them, and system.
pub fn machine() -> String {
    let value = |path: &str, name: &str| {
        let text = fs::read_to_string(path).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(name))?.to_string();
        let value = line.split_once(['=', ':'])?.1.trim_matches(['"', ' ', '\t']).to_string();
        (!value.is_empty()).then_some(value)
    };
    let processor = value("/proc/cpuinfo", "model name").unwrap_or("unknown processor".to_string());
    let system = value("/etc/os-release", "PRETTY_NAME").unwrap_or(env::consts::OS.to_string());
    let (cores, architecture) = (cores::number(), env::consts::ARCH);
    let plural = if cores == 1 { "" } else { "s" };
    let instructions = Machine::default().instructions;
    format!(
        "{processor}, {cores} core{plural}, {architecture} (`fast` uses {instructions}), {system}"
    )
}

/// Three significant digits.
fn figures(value: f64) -> String {
    let places = 2 - value.log10().floor().clamp(-6.0, 2.0) as i32;
    format!("{value:.*}", places.max(0) as usize)
}
