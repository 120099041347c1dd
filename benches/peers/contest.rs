//! A job for all tools, and a tool at it: a process that stays alive and trains when it is asked
//! to.

use nn_from_scratch::{Network, Sample, train};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread::{self, JoinHandle};

/// What every tool is to do.
pub struct Job {
    pub network: Network,
    pub samples: Vec<Sample>,
    pub steps: usize,
    pub learning_rate: f64,
}

impl Job {
    /// The last step's mean loss, before its update, as the course's own network has it.
    pub fn loss(&self) -> f64 {
        let mut network = self.network.clone();
        let training = train(&mut network, &self.samples, self.steps, self.learning_rate);
        training.losses.last().copied().unwrap_or(f64::NAN)
    }

    /// Steps × samples × parameters.
    #[allow(dead_code)] // in the test
    pub fn work(&self) -> f64 {
        (self.steps * self.samples.len() * self.network.parameters().len()) as f64
    }

    /// A line each for sizes, parameters, samples, steps and learning rate.
    fn text(&self) -> String {
        let mut text = self.network.num_inputs().to_string();
        for layer in self.network.layers() {
            write!(text, " {}", layer.len()).ok();
        }
        for (i, parameter) in self.network.parameters().iter().enumerate() {
            write!(text, "{}{parameter}", if i == 0 { '\n' } else { ' ' }).ok();
        }
        for (i, sample) in self.samples.iter().enumerate() {
            let Sample { x, y, target } = sample;
            write!(text, "{}{x} {y} {target}", if i == 0 { '\n' } else { ' ' }).ok();
        }
        write!(text, "\n{}\n{}\n", self.steps, self.learning_rate).ok();
        text
    }
}

/// One training by a tool.
pub struct Run {
    pub seconds: f64,
    /// The last step's mean loss, before its update.
    pub loss: f64,
}

/// A tool that has its job and is warm.
pub struct Tool {
    /// Its name and version, as it says itself.
    pub name: String,
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    complaints: Option<JoinHandle<String>>,
}

impl Tool {
    /// Starts a program, gives it the job, and waits until it has trained once; or says in a few
    /// words why that did not happen.
    pub fn start(command: &mut Command, job: &Job) -> Result<Tool, String> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| format!("it can't be started: {error}"))?;
        let questions = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut stderr = child.stderr.take().expect("a pipe");
        // Read at all times, or a talkative tool would wait for that for ever.
        let complaints = thread::spawn(move || {
            let mut bytes = Vec::new();
            stderr.read_to_end(&mut bytes).ok();
            String::from_utf8_lossy(&bytes).into_owned()
        });
        let complaints = Some(complaints);
        let mut tool = Tool { name: String::new(), child, questions, answers, complaints };
        tool.name = tool.ask(&job.text())?;
        Ok(tool)
    }

    /// Has it train anew.
    pub fn run(&mut self) -> Result<Run, String> {
        let answer = self.ask("run\n")?;
        let mut numbers = answer.split_whitespace().map(str::parse);
        match (numbers.next(), numbers.next(), numbers.next()) {
            (Some(Ok(seconds)), Some(Ok(loss)), None) => Ok(Run { seconds, loss }),
            _ => Err(format!("it answered “{answer}”, not seconds and a loss")),
        }
    }

    fn ask(&mut self, question: &str) -> Result<String, String> {
        let mut answer = String::new();
        // A tool that has died shows it by answering nothing.
        if let Some(questions) = &mut self.questions {
            questions.write_all(question.as_bytes()).and_then(|()| questions.flush()).ok();
        }
        match self.answers.read_line(&mut answer) {
            Ok(1..) => Ok(answer.trim().to_string()),
            _ => Err(self.last_words()),
        }
    }

    fn last_words(&mut self) -> String {
        self.questions = None;
        let status = self.child.wait().map(|status| status.to_string()).unwrap_or_default();
        let complaints = self.complaints.take().and_then(|thread| thread.join().ok());
        match complaints.as_deref().and_then(last_line) {
            Some(line) => format!("it stopped ({status}) with the words “{line}”"),
            None => format!("it stopped without a word ({status})"),
        }
    }
}

impl Drop for Tool {
    /// At the end of its input a tool ends by itself.
    fn drop(&mut self) {
        self.questions = None;
        self.child.wait().ok();
    }
}

/// The last line of a program's complaints, which mostly gives the reason.
pub fn last_line(text: &str) -> Option<&str> {
    text.lines().map(str::trim).rfind(|line| !line.is_empty())
}
