//! A tool at its job: a process that stays alive and trains when it is asked to.

use crate::job::Job;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread::{self, JoinHandle};

/// One training by a tool.
pub struct Run {
    /// The mean of as many as the clock needs.
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
