//! The kernel's archive from a server on this computer, good and bad, and from a folder.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use setup::KERNEL_VERSION;

use crate::stage::{KERNEL, Project, path_without_kernel, script};

/// The name of its authors' archive, and of the folder in it.
fn stem() -> String {
    format!("evcxr_jupyter-v{KERNEL_VERSION}-x86_64-unknown-linux-gnu")
}

/// The bytes of an archive that holds one file, under this path.
fn packed(project: &Project, path: &str, contents: &[u8]) -> Vec<u8> {
    const PACK: &str = "\
import io, sys, tarfile
file = tarfile.TarInfo(sys.argv[1])
data = sys.stdin.buffer.read()
file.size = len(data)
with tarfile.open(sys.argv[2], 'w:gz', compresslevel=1) as archive:
    archive.addfile(file, io.BytesIO(data))";
    let archive = project.root.join("packed.tar.gz");
    let mut python = Command::new("python3");
    python.args(["-c", PACK, path]).arg(&archive).stdin(Stdio::piped());
    let mut python = python.spawn().unwrap();
    python.stdin.take().unwrap().write_all(contents).unwrap();
    assert!(python.wait().unwrap().success());
    fs::read(archive).unwrap()
}

/// How the server answers.
#[derive(Clone)]
enum Answer {
    Whole(Vec<u8>),
    /// It promises all, and breaks off after half.
    Half(Vec<u8>),
    /// A byte every now and then.
    Drops,
    Status(&'static str),
    /// Elsewhere.
    Moved(String),
}

/// Serves every request for an archive in this way, and tells the address.
fn serve(answer: Answer) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            thread::spawn(move || reply(stream, &answer));
        }
    });
    address
}

fn reply(mut stream: TcpStream, answer: &Answer) -> Option<()> {
    let mut request = String::new();
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    while reader.read_line(&mut request).ok()? > 2 {}
    let path = request.split(' ').nth(1)?;
    if path.ends_with(".sha256") {
        return write!(stream, "HTTP/1.0 404 Not Found\r\n\r\n").ok();
    }
    let head = |stream: &mut TcpStream, length: usize| {
        write!(stream, "HTTP/1.0 200 OK\r\nContent-Length: {length}\r\n\r\n").ok()
    };
    match answer {
        Answer::Whole(data) => {
            head(&mut stream, data.len())?;
            stream.write_all(data).ok()
        }
        Answer::Half(data) => {
            head(&mut stream, data.len())?;
            stream.write_all(&data[..data.len() / 2]).ok()
        }
        Answer::Drops => {
            head(&mut stream, 1_000_000)?;
            loop {
                stream.write_all(b"x").ok()?;
                thread::sleep(Duration::from_millis(500));
            }
        }
        Answer::Status(status) => write!(stream, "HTTP/1.0 {status}\r\n\r\n").ok(),
        Answer::Moved(place) => {
            write!(stream, "HTTP/1.0 302 Found\r\nLocation: {place}{path}\r\n\r\n").ok()
        }
    }
}

/// A project for which there is no kernel on the PATH, and whose cargo builds none.
fn without_kernel(name: &str) -> Project {
    let mut project = Project::new(name, "");
    let folder = project.root.join("bin");
    fs::create_dir(&folder).unwrap();
    script(&folder.join("cargo"), "echo 'No building here.' >&2; exit 1");
    project.path = path_without_kernel(&folder);
    project
}

fn from(project: &Project, place: &str) -> Output {
    project.program(&[]).arg("setup").env("KERNEL_ARCHIVES", place).output().unwrap()
}

/// The archive is refused with this sentence, and the set-up goes on to the next source.
#[track_caller]
fn refused(project: &Project, place: &str, sentence: &str) {
    let output = from(project, place);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    println!("{}", said.lines().find(|line| line.contains("not fetched")).unwrap_or(&said));
    assert!(said.contains(sentence), "expected: {sentence}\n{said}");
    assert!(said.contains("Kernel: building"), "{said}");
    assert!(!output.status.success());
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(errors.contains("No building here.") && !errors.contains("Traceback"), "{errors}");
}

#[test]
fn what_is_no_kernel_for_this_computer_is_refused() {
    let project = without_kernel("archives");
    let member = format!("{}/evcxr_jupyter", stem());
    let small = packed(&project, &member, b"#!/bin/sh\nexit 0\n");
    let foreign = packed(&project, &member, b"\xcf\xfa\xed\xfe\x0c\x00\x00\x01 another system's");
    let escape = packed(&project, "../../escaped", b"#!/bin/sh\n");
    let other = packed(&project, "other/evcxr_jupyter", b"#!/bin/sh\n");
    let closed = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap();
    let mut damaged = small.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0x55;

    let cases = [
        (serve(Answer::Half(small.clone())), "broke off after "),
        (serve(Answer::Whole(small[..small.len() / 2].to_vec())), "is damaged, or no archive."),
        (serve(Answer::Whole(damaged)), "is damaged, or no archive."),
        (serve(Answer::Whole(b"<html>Welcome to our Wi-Fi</html>".to_vec())), "no archive."),
        (serve(Answer::Whole(escape)), &*format!("holds no {member}.")),
        (serve(Answer::Whole(other)), &*format!("holds no {member}.")),
        (serve(Answer::Whole(foreign)), "does not start on this computer."),
        (serve(Answer::Status("404 Not Found")), "answers 404, Not Found."),
        (serve(Answer::Status("503 Service Unavailable")), "answers 503, Service Unavailable."),
        (format!("http://{closed}"), "can't be fetched (<urlopen error [Errno 111]"),
        (project.root.join("nowhere").display().to_string(), "can't be read (No such file"),
    ];
    for (place, sentence) in cases {
        refused(&project, &place, sentence);
    }
    for outside in [project.root.join("escaped"), project.root.join("../escaped")] {
        assert!(!outside.exists());
    }
    let kept = fs::read_dir(project.root.join(".venv/kernel/bin")).unwrap().flatten();
    assert!(kept.map(|entry| entry.file_name()).all(|name| name == "evcxr_jupyter"));
}

#[test]
#[ignore = "waits for a server that hardly sends anything: 1 minute"]
fn a_server_that_hardly_sends_anything_is_given_up() {
    let project = without_kernel("slow");
    refused(&project, &serve(Answer::Drops), "comes too slowly: ");
}

/// The archive as its authors make it, of the kernel that this computer has.
fn good(project: &Project) -> Vec<u8> {
    packed(project, &format!("{}/evcxr_jupyter", stem()), &fs::read(&*KERNEL).unwrap())
}

#[test]
#[ignore = "three installations: 1 to 5 minutes"]
fn a_good_archive_is_all_that_it_takes() {
    let project = without_kernel("good archive");
    let archive = good(&project);
    let folder = project.root.join("school");
    fs::create_dir(&folder).unwrap();
    let file = folder.join(format!("{}.tar.gz", stem()));
    fs::write(&file, &archive).unwrap();

    // From a server that sends us on to another; then from a folder that knows a digest.
    let place = serve(Answer::Moved(serve(Answer::Whole(archive))));
    let sum = Command::new("sha256sum").arg(&file).output().unwrap().stdout;
    for place in [place.as_str(), folder.to_str().unwrap()] {
        let output = from(&project, place);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success() && said.ends_with("Ready: `cargo run` opens the course.\n")
        );
        assert!(project.root.join(".venv/kernel/bin/evcxr_jupyter").exists());
        fs::write(file.with_extension("gz.sha256"), &sum).unwrap();
        fs::remove_dir_all(project.root.join(".venv")).unwrap();
    }
    assert_eq!(Path::new(&folder).read_dir().unwrap().count(), 2);
    fs::write(file.with_extension("gz.sha256"), "0123  other\n").unwrap();
    refused(&project, folder.to_str().unwrap(), "its SHA-256 is another.");
}

const OTHER_KERNEL: &str = "\
import sys
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import launch_new_instance
IPythonKernel.implementation_version = '0.99.0'
launch_new_instance(['-f', sys.argv[1]])";

#[test]
#[ignore = "an installation: 20 seconds to 2 minutes"]
fn a_kernel_of_another_version_is_refused() {
    let project = without_kernel("other version");
    // Python's own kernel under the name of ours.
    let kernel = format!(
        "#!/bin/sh\ncase $1 in\n\
         --install) mkdir -p \"$JUPYTER_PATH/kernels/rust\" && cd \"$JUPYTER_PATH/kernels/rust\" && \
         echo '{{\"argv\": [\"'\"$0\"'\", \"--control_file\", \"{{connection_file}}\"], \
         \"display_name\": \"Rust\", \"language\": \"rust\"}}' > kernel.json;;\n\
         --control_file) exec '{}' -c \"$(cat <<'END'\n{OTHER_KERNEL}\nEND\n)\" \"$2\";;\nesac\n",
        project.python().display()
    );
    let archive = packed(&project, &format!("{}/evcxr_jupyter", stem()), kernel.as_bytes());
    let sentence = format!("that is version 0.99.0; this needs {KERNEL_VERSION}.");
    refused(&project, &serve(Answer::Whole(archive)), &sentence);
}

#[test]
#[ignore = "an installation: 20 seconds to 2 minutes"]
fn conda_is_asked_for_just_this_version() {
    let project = without_kernel("conda");
    let kernel = KERNEL.display().to_string();
    // conda-forge can't be reached everywhere; this takes the kernel from here instead.
    let line = format!(
        "echo \"$@\" > asked\n[ \"$7\" = conda-forge ] && mkdir -p \"$9/bin\" && cp '{kernel}' \"$9/bin/\""
    );
    script(&project.root.join("bin/micromamba"), &line);
    let output = from(&project, "nowhere");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let asked = fs::read_to_string(project.root.join(".venv/asked")).unwrap();
    assert!(asked.trim_end().ends_with(&format!("evcxr={KERNEL_VERSION}")), "{asked}");
}
