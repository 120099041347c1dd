//! `cargo bench --features peers --bench peers`: the same training in the crate and in other
//! tools, side by side.
//!
//! Every tool is a process that stays alive, and they take turns, so that a noisy machine disturbs
//! all alike; only one works at a time. They all start from the same parameters, in f64, and have
//! to end at the same loss. Results go to target/peers: table.md and peers.svg.
//!
//! `-- numpy jax` compares with these only.

mod cores;
mod install;
mod own;
mod report;

use cores::Cores;
use install::{PEERS, Peer, Program, Workshop};
use nn_from_scratch::rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use nn_from_scratch::{Network, SEED, article, sample_grid, unit_disk};
use report::{Row, Table};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;
use std::{env, fs, thread};
use support::job::Job;
use support::tool::{Run, Tool};

const ROUNDS: usize = 9;

/// How far from the canonical loss a tool may end, relative to it.
const TOLERANCE: f64 = 1e-6;

/// The driver runs itself for the crate's own entries: `--enter NAME THREADS`.
const ENTER: &str = "--enter";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let result = match arguments.as_slice() {
        [first, name, threads] if first == ENTER => {
            own::enter(name, threads.parse().ok()).map_err(|error| error.to_string()).map(|()| true)
        }
        _ if arguments.iter().any(|argument| argument == "--bench") => {
            let wanted = arguments.iter().filter(|argument| !argument.starts_with('-'));
            compare_all(&wanted.map(String::as_str).collect::<Vec<_>>())
        }
        // `cargo test --benches` runs this, too.
        _ => {
            println!("Nothing is compared but by `cargo bench --features peers --bench peers`.");
            Ok(true)
        }
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Whether all losses were right.
fn compare_all(wanted: &[&str]) -> Result<bool, String> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("target/tmp");
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches").join("peers");
    let workshop = Workshop { sources, folder: target.join("peers") };
    let peers = choose(wanted)?;
    workshop.announce(&peers);
    let mut installed = Vec::new();
    let mut left_out = Vec::new();
    for peer in peers {
        match workshop.ready(peer) {
            Ok(program) => installed.push((peer.name, program)),
            Err(reason) => {
                left_out.push(format!("{} is left out: {reason}.", peer.name));
                eprintln!("{}", left_out[left_out.len() - 1]);
            }
        }
    }

    let (small, large) = (small_job(), large_job());
    let everyone = entries(&[own::CANONICAL, own::FIXED_ARRAYS, own::FAST], &installed);
    let mut tables = vec![compare("The article's job", &small, &everyone, Cores::One)];
    let plain = tables[0].rows.iter().find(|row| row.name.starts_with("plain"));
    let patience = plain.map(|row| {
        let minutes = row.seconds / small.work() * large.work() / 60.0;
        format!(
            "Plain Python is left out: at its pace, each training would take {minutes:.0} minutes."
        )
    });
    installed.retain(|(name, _)| *name != "plain");
    let able = entries(&[own::CANONICAL, own::FAST], &installed);
    tables.push(compare("A larger job", &large, &able, Cores::One));
    tables[1].notes.extend(patience);
    if cores::number() > 1 {
        let mut table = compare("The larger job", &large, &able, Cores::All);
        table.notes.push("The canonical network uses one core all the same.".to_string());
        tables.push(table);
    }
    tables[0].notes.extend(left_out);
    write(&workshop.folder, &tables)?;

    let all_right = tables.iter().flat_map(|table| &table.rows).all(is_right);
    if !all_right {
        eprintln!("Not all tools ended at the same loss: see the last column.");
    }
    Ok(all_right)
}

fn choose(wanted: &[&str]) -> Result<Vec<&'static Peer>, String> {
    let names = PEERS.map(|peer| peer.name);
    match wanted.iter().find(|name| !names.contains(name)) {
        Some(unknown) => {
            Err(format!("There is no peer {unknown}; choose from {}.", names.join(", ")))
        }
        None => {
            Ok(PEERS.iter().filter(|p| wanted.is_empty() || wanted.contains(&p.name)).collect())
        }
    }
}

/// The article's own: 2000 steps.
fn small_job() -> Job {
    own::job(&article(), &sample_grid(unit_disk, 10), 2000, 10.0)
}

/// Two hidden layers of 64, and 10,000 samples.
fn large_job() -> Job {
    let network = Network::random(2, &[64, 64], &mut ChaCha8Rng::seed_from_u64(SEED));
    own::job(&network, &sample_grid(unit_disk, 99), 20, 1.0)
}

/// A tool to compare: its name, and how to run it.
type Entry<'a> = (&'a str, Option<&'a Program>);

fn entries<'a>(own: &[&'a str], installed: &'a [(&'a str, Program)]) -> Vec<Entry<'a>> {
    let own = own.iter().map(|name| (*name, None));
    own.chain(installed.iter().map(|(name, program)| (*name, Some(program)))).collect()
}

fn start((name, program): &Entry, job: &Job, cores: Cores) -> Result<Tool, String> {
    let threads = if cores == Cores::One { "1" } else { "all" };
    let mut command = match program {
        Some(program) => {
            let mut command = cores.command(&program.program);
            command.args(&program.arguments);
            command
        }
        None => {
            let this = env::current_exe().map_err(|error| error.to_string())?;
            let mut command = cores.command(&this);
            command.args([ENTER, name, threads]);
            command
        }
    };
    Tool::start(&mut command, job)
}

fn compare(title: &str, job: &Job, entries: &[Entry], cores: Cores) -> Table {
    let place = match cores {
        Cores::One => "one core".to_string(),
        Cores::All => format!("{} cores", cores::number()),
    };
    let title = format!("{title}, on {place}: {}", report::in_words(job));
    eprintln!("{title} ...");
    let expected = own::loss(job);
    let mut notes = Vec::new();
    if cores == Cores::One && !cores::can_bind() {
        notes.push("There is no taskset here: one core by the tools' own settings.".to_string());
    }
    let mut tools: Vec<(Tool, Vec<Run>)> = Vec::new();
    for entry in entries {
        match start(entry, job, cores) {
            Ok(tool) => tools.push((tool, Vec::new())),
            Err(reason) => notes.push(format!("{} is left out: {reason}.", entry.0)),
        }
    }
    for _ in 0..ROUNDS {
        tools.retain_mut(|(tool, runs)| {
            // The threads of the tool before may still look for work.
            thread::sleep(Duration::from_millis(20));
            match tool.run() {
                Ok(run) => runs.push(run),
                Err(reason) => {
                    notes.push(format!("{} is left out: {reason}.", tool.name));
                    return false;
                }
            }
            true
        });
    }
    let mut rows: Vec<Row> =
        tools.iter().map(|(tool, runs)| row(&tool.name, runs, expected)).collect();
    rows.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
    for row in rows.iter().filter(|row| !is_right(row)) {
        notes.push(format!("{} ends at a wrong loss.", row.name));
    }
    for note in &notes {
        eprintln!("{note}");
    }
    Table { title, rows, notes, work: job.work() }
}

fn row(name: &str, runs: &[Run], expected: f64) -> Row {
    let mut seconds: Vec<f64> = runs.iter().map(|run| run.seconds).collect();
    seconds.sort_by(f64::total_cmp);
    let deviations = runs.iter().map(|run| (run.loss / expected - 1.0).abs());
    Row {
        name: name.to_string(),
        seconds: seconds[seconds.len() / 2],
        // Unlike `max`, this doesn't pass over NaN.
        deviation: deviations.max_by(f64::total_cmp).unwrap_or(f64::NAN),
    }
}

fn is_right(row: &Row) -> bool {
    row.deviation <= TOLERANCE
}

fn write(folder: &Path, tables: &[Table]) -> Result<(), String> {
    let parts: Vec<String> = tables.iter().map(Table::markdown).collect();
    let text = format!(
        "Measured on {}; medians of {ROUNDS} rounds.\n\n{}",
        report::machine(),
        parts.join("\n")
    );
    println!("{text}");
    let path = folder.join("table.md");
    fs::write(&path, &text).map_err(|error| format!("{}: {error}.", path.display()))?;
    let picture = folder.join("peers.svg");
    report::picture(tables).save(&picture).map_err(|error| error.to_string())?;
    eprintln!("Written to {} and {}.", path.display(), picture.display());
    Ok(())
}
