//! Purging by two people: payloads and kept files go, what others need stays, and the record
//! tells it.

mod common;

use common::{Desk, TODAY, founded, register, run};
use host::{Error, Files, Host, Request, SealBag};
use zone::purge::command::{AskPurge, PurgeCommand};
use zone::purge::{PurgeGround, PurgeTarget};
use zone::thread::command::{AddAttachment, ThreadCommand};
use zone::thread::{Audience, MediaKind, ThreadSubject};
use zone::{
    Actor, AttachmentId, Command, FoundText, Lang, ProjectId, PurgeId, Sealer as _, Texts as _,
};

const BYTES: &[u8] = b"a scanned card of somebody";

/// Carries a command out in the name of an account.
fn act(host: &Host, account: &str, request_id: &str, command: Command, texts: SealBag) {
    let request = Request {
        actor: Actor {
            account: account.to_owned(),
            ..Actor::program()
        },
        request_id: request_id.to_owned(),
        command,
        texts,
        today: TODAY,
    };
    host.execute(&request).expect("done");
}

fn attach(desk: &Desk, request_id: &str) {
    let mut texts = SealBag::new();
    let files = desk.host.library().files();
    let sha256 = files.keep(BYTES).expect("kept");
    let command = ThreadCommand::Attach(AddAttachment {
        subject: ThreadSubject::Project(ProjectId(1)),
        audience: Audience::Internal,
        content: texts.seal(&sha256, &[]),
        name: texts.seal("card.txt", &[]),
        bytes: BYTES.len() as u64,
        kind: MediaKind::Text,
        facts: None,
        effective_on: TODAY,
    });
    let command = Command::Thread(Box::new(command));
    act(&desk.host, "unit", request_id, command, texts);
}

fn ask(host: &Host, number: u32, target: PurgeTarget) {
    let mut texts = SealBag::new();
    let asked = PurgeCommand::Ask(AskPurge {
        targets: vec![target],
        texts: Vec::new(),
        ground: PurgeGround::PersonalData,
        reason: texts.seal("传错了", &[]),
        effective_on: TODAY,
    });
    let command = Command::Purge(Box::new(asked));
    act(host, "office", &format!("ask-{number}"), command, texts);
}

fn confirm(host: &Host, number: u32) {
    let command = Command::Purge(Box::new(PurgeCommand::Confirm {
        id: PurgeId(number),
        effective_on: TODAY,
    }));
    let id = format!("confirm-{number}");
    act(host, "safety", &id, command, SealBag::new());
}

fn desk() -> Desk {
    let desk = founded();
    run(&desk.host, "r1", register("甲")).expect("registered");
    desk
}

fn content(host: &Host, id: u32) -> Result<Vec<u8>, Error> {
    let zone = host.now(TODAY).expect("a state").zone;
    let library = host.library();
    library.bytes_of(&zone.attachments[&AttachmentId(id)])
}

#[test]
fn a_file_goes_with_the_last_attachment_that_leads_to_it() {
    let desk = desk();
    attach(&desk, "a1");
    attach(&desk, "a2");
    let kept = desk.place().files().join(&Files::hash(BYTES)[..2]);
    let kept = kept.join(Files::hash(BYTES));
    ask(&desk.host, 1, PurgeTarget::Attachment(AttachmentId(1)));
    assert!(content(&desk.host, 1).is_ok(), "nothing goes by asking");
    confirm(&desk.host, 1);
    let Err(refused) = content(&desk.host, 1) else {
        panic!("it is purged")
    };
    assert_eq!(refused.problems()[0].code, "host/file-purged");
    assert_eq!(content(&desk.host, 2).expect("shared"), BYTES);
    ask(&desk.host, 2, PurgeTarget::Attachment(AttachmentId(2)));
    confirm(&desk.host, 2);
    assert!(!kept.exists(), "nothing leads to it any more");
    assert!(!desk.place().path().join("purging.json").exists());
    let seen = desk.host.now(TODAY).expect("a state");
    let name = seen.zone.attachments[&AttachmentId(1)].name;
    let shown = desk.host.library().find(name).shown(Lang::En);
    assert_eq!(
        shown,
        "(purged: personal data, asked by office, confirmed by safety, 2026-05-18, see X1)"
    );
    // The reason of the request stays.
    let reason = seen.zone.purges[&PurgeId(1)].reason;
    assert!(desk.host.library().find(reason).text().is_some());
}

#[test]
fn a_purge_cut_short_is_finished_by_the_next_start() {
    let desk = desk();
    attach(&desk, "a1");
    ask(&desk.host, 1, PurgeTarget::Attachment(AttachmentId(1)));
    confirm(&desk.host, 1);
    let (place, hash) = (desk.place(), Files::hash(BYTES));
    // As if it had stopped between the commit and the file.
    let kept = place.files().join(&hash[..2]).join(&hash);
    std::fs::write(&kept, BYTES).expect("written");
    let other = desk.host.library().files().keep(b"another").expect("kept");
    let left = format!("[\"{hash}\"]");
    std::fs::write(place.path().join("purging.json"), left).expect("written");
    drop(desk.host);
    let again = Host::open(&place).expect("opened");
    assert!(!kept.exists());
    assert!(!place.path().join("purging.json").exists());
    assert!(again.library().files().read(&other).is_ok());
}

#[test]
fn what_was_not_confirmed_is_not_finished_by_a_start() {
    let desk = desk();
    attach(&desk, "a1");
    let (place, hash) = (desk.place(), Files::hash(BYTES));
    // Written down, and then the commit did not come about.
    let left = format!("[\"{hash}\"]");
    std::fs::write(place.path().join("purging.json"), left).expect("written");
    drop(desk.host);
    let again = Host::open(&place).expect("opened");
    assert_eq!(content(&again, 1).expect("it stands"), BYTES);
}

#[test]
fn nothing_of_it_is_left_in_the_file_of_the_ledger() {
    let desk = desk();
    let mut texts = SealBag::new();
    let secret = "身份证号 110101199003070000";
    let command = common::remark(&mut texts, 1, 1, secret);
    act(&desk.host, "unit", "r2", command, texts);
    let (seq, text) = {
        let seen = desk.host.now(TODAY).expect("a state");
        let happened = desk.host.library().event(seen.zone.seq).expect("an event");
        (seen.zone.seq, happened.event.texts()[0])
    };
    let mut reason = SealBag::new();
    let asked = PurgeCommand::Ask(AskPurge {
        targets: vec![PurgeTarget::Record(seq)],
        texts: vec![text],
        ground: PurgeGround::Secret,
        reason: reason.seal("误录", &[]),
        effective_on: TODAY,
    });
    let command = Command::Purge(Box::new(asked));
    act(&desk.host, "office", "ask", command, reason);
    confirm(&desk.host, 1);
    assert!(matches!(
        desk.host.library().find(text),
        FoundText::Purged(_)
    ));
    let place = desk.place();
    drop(desk.host);
    for entry in std::fs::read_dir(place.path()).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            let bytes = std::fs::read(&path).expect("read");
            let held = bytes
                .windows(secret.len())
                .any(|own| own == secret.as_bytes());
            assert!(!held, "{}", path.display());
        }
    }
}
