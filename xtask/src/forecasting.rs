//! The forecasts measured beside those of another program, on series that were not fitted on.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::product::{cargo, target_folder};
use crate::step::Step;

/// Forecasts the series in a data folder, and the ends of their years, beside statsforecast (where
/// a Python has it) and the rules of thumb of an office. Peers' programs are looked for in
/// `../bench/forecast` beside the data.
pub(crate) fn bench(root: &Path, data: &str) -> Result<(), String> {
    let data =
        std::fs::canonicalize(root.join(data)).map_err(|error| format!("{data}: {error}"))?;
    let folder = data.join("forecast");
    let out = target_folder(root).join("bench-forecast");
    let failed = |error: std::io::Error| format!("{}: {error}", out.display());
    std::fs::create_dir_all(&out).map_err(failed)?;
    let build = ["build", "--locked", "--release", "--package", "wallchart"];
    Step::new("release build", root, &cargo(), &build).run()?;
    let program = target_folder(root).join("release").join("wallchart");
    let bench = Bench {
        root,
        folder,
        out,
        program: program.display().to_string(),
    };
    bench.series()?;
    let peers = data.join("../bench/forecast");
    let python = python(root);
    match &python {
        Some(python) => bench.peers(python, &peers)?,
        None => {
            println!("\n== no Python has statsforecast (pip install statsforecast): ours alone");
        }
    }
    bench.judge_series()?;
    for known in [3, 6, 9] {
        bench.year_end(known, python.as_deref(), &peers)?;
    }
    let board = ["bench", "--locked", "-p", "forecast", "--bench", "board"];
    Step::new("a board after one new value", root, &cargo(), &board).run()
}

struct Bench<'a> {
    root: &'a Path,
    folder: PathBuf,
    out: PathBuf,
    program: String,
}

impl Bench<'_> {
    fn path(&self, name: &str) -> String {
        self.out.join(name).display().to_string()
    }

    /// The training parts forecast by ours.
    fn series(&self) -> Result<(), String> {
        let packed = self
            .folder
            .join("m3_monthly_1000.csv.gz")
            .display()
            .to_string();
        let whole = self.unpack(&packed)?;
        std::fs::write(self.path("whole.csv"), &whole).map_err(|error| error.to_string())?;
        let train = whole.lines().filter(|line| !line.contains(",test,"));
        let train = train.collect::<Vec<_>>().join("\n");
        std::fs::write(self.path("train.csv"), train).map_err(|error| error.to_string())?;
        let (train, out) = (self.path("train.csv"), self.path("ours.csv"));
        let arguments = [
            "forecast",
            "series",
            &train,
            "--horizon",
            "18",
            "--methods",
            "--out",
            &out,
        ];
        Step::new("series ahead, ours", self.root, &self.program, &arguments).run()
    }

    /// The same by statsforecast, which writes into the folder it runs in.
    fn peers(&self, python: &str, peers: &Path) -> Result<(), String> {
        let script = peers.join("run_sf.py").display().to_string();
        Step::new("series ahead, statsforecast", &self.out, python, &[&script])
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .run()?;
        let packed = self.path("fc_statsforecast.csv.gz");
        let theirs = self.unpack(&packed)?;
        std::fs::write(self.path("theirs.csv"), theirs).map_err(|error| error.to_string())
    }

    fn judge_series(&self) -> Result<(), String> {
        let (whole, ours, theirs) = (
            self.path("whole.csv"),
            self.path("ours.csv"),
            self.path("theirs.csv"),
        );
        let mut words = vec!["series", &whole, &ours];
        if Path::new(&theirs).is_file() {
            words.push(&theirs);
        }
        self.judge("series ahead, judged", &words)
    }

    fn year_end(&self, known: u8, python: Option<&str>, peers: &Path) -> Result<(), String> {
        for name in ["tasks.csv.gz", "targets.csv", "truth.csv"] {
            let name = format!("yearend_m3_k{known}_{name}");
            std::fs::copy(self.folder.join(&name), self.out.join(&name))
                .map_err(|error| format!("{name}: {error}"))?;
        }
        let base = self.path(&format!("yearend_m3_k{known}_"));
        let (tasks, targets) = (format!("{base}tasks.csv.gz"), format!("{base}targets.csv"));
        let ours = format!("{base}ours.csv");
        let arguments = [
            "forecast",
            "year-end",
            "--tasks",
            &tasks,
            "--targets",
            &targets,
            "--out",
            &ours,
        ];
        let name = format!("year end with {known} months known, ours");
        Step::new(&name, self.root, &self.program, &arguments).run()?;
        let theirs = format!("{base}fc.csv");
        let mut words = vec!["year-end", &base, &ours];
        if let Some(python) = python {
            let script = peers.join("yearend_baselines.py").display().to_string();
            let known = known.to_string();
            let arguments = [script.as_str(), &base, &known];
            Step::new("the same, statsforecast", &self.out, python, &arguments)
                .env("PYTHONDONTWRITEBYTECODE", "1")
                .run()?;
            words.push(&theirs);
        }
        self.judge(
            &format!("year end with {known} months known, judged"),
            &words,
        )
    }

    fn judge(&self, name: &str, words: &[&str]) -> Result<(), String> {
        let start = [
            "run",
            "--release",
            "--locked",
            "-p",
            "forecast",
            "--example",
            "judge",
            "--",
        ];
        let arguments: Vec<&str> = start.iter().chain(words).copied().collect();
        Step::new(name, self.root, &cargo(), &arguments).run()
    }

    fn unpack(&self, packed: &str) -> Result<String, String> {
        let done = Command::new("gzip").args(["-dc", packed]).output();
        let done = done.map_err(|error| format!("gzip: {error}"))?;
        if !done.status.success() {
            return Err(format!("{packed} cannot be unpacked"));
        }
        String::from_utf8(done.stdout).map_err(|error| format!("{packed}: {error}"))
    }
}

/// A Python that has statsforecast: the one named by PYTHON, or the usual one.
fn python(root: &Path) -> Option<String> {
    // A path counts from the root; a bare name is looked for as usual.
    let from_root = |named: String| {
        if named.contains('/') {
            root.join(&named).display().to_string()
        } else {
            named
        }
    };
    let named = std::env::var("PYTHON").ok().map(from_root);
    let candidates = named.into_iter().chain(["python3".to_owned()]);
    candidates.into_iter().find(|python| {
        let mut command = Command::new(python);
        let asked = command
            .current_dir(root)
            .args(["-c", "import statsforecast"]);
        asked.output().is_ok_and(|done| done.status.success())
    })
}
