//! What the server itself says no to: code, cause and remedy in both languages.

zone::refusals! {
    not_signed_in() "server/not-signed-in":
        "尚未登录，或登录已过期", "not signed in, or the session has ended";
        "请登录后重试", "sign in and try again";
    bad_credentials() "server/bad-credentials":
        "账号或密码不正确", "the account or the password is wrong";
        "核对后重新输入；忘记密码请找安全管理员", "check both; the security administrator can reset a password";
    throttled(minutes: u64) "server/throttled":
        "登录失败次数过多，请约 {minutes} 分钟后再试",
        "too many failed sign-ins; wait about {minutes} minutes";
        "从其他地点登录不受影响；忘记密码请找安全管理员",
        "elsewhere signing in still works; the security administrator can reset a password";
    cross_site() "server/cross-site":
        "请求来自其他网站，未予办理", "the request came from another site and was not carried out";
        "请在挂图自己的页面上操作", "use the pages of this server itself";
    not_found() "server/not-found":
        "没有这一项，或您无权查看", "there is no such thing, or you may not see it";
        "核对编号；需要查看请联系调度办公室", "check the id; the dispatch office can give access";
    not_allowed() "server/not-allowed":
        "当前账号无权办理此事", "this account may not do that";
        "请有权限的人办理，或请安全管理员调整角色", "ask somebody who may, or the security administrator";
    wrong_method() "server/wrong-method":
        "此地址不支持这种操作", "this address does not take that method";
        "按接口文档（/api/v1/openapi.json）调用", "see the document at /api/v1/openapi.json";
    bad_body(why: &str) "server/bad-body":
        "请求内容读不通：{why}", "the body cannot be read: {why}";
        "按接口文档（/api/v1/openapi.json）提交", "see the document at /api/v1/openapi.json";
    bad_query(field: &str, expected: &str) "server/bad-query":
        "参数“{field}”读不通，应为：{expected}",
        "the parameter {field:?} cannot be read; expected: {expected}";
        "改正参数后重试", "correct it and try again";
    bad_request_id() "server/bad-request-id":
        "请求编号应为 1 至 100 个可见字符", "a request id has 1 to 100 visible characters";
        "用 UUID 作请求编号", "use a UUID";
    too_large(max: usize) "server/too-large":
        "内容超过上限 {max} 字节", "the body is larger than {max} bytes";
        "拆分后分次提交", "split it and send the parts";
    busy() "server/busy":
        "服务器正忙，本次未受理", "the server is busy; this request was not taken";
        "稍候重试；同一请求编号不会重复办理", "try again in a moment; the same request id counts once";
    too_slow() "server/too-slow":
        "办理时间过长，服务器已停止等待", "it took too long; the server stopped waiting";
        "稍候用同一请求编号重试，不会重复办理", "try again later with the same request id: it counts once";
    too_many_streams() "server/too-many-streams":
        "打开的实时页面过多", "too many live pages are open";
        "关闭不用的页面；不影响查看和办理", "close some; reading and writing are not affected";
    text_too_long(chars: usize, max: usize) "server/text-too-long":
        "文稿有 {chars} 字，超过 {max} 字", "the text has {chars} characters, more than {max}";
        "分成几份再处理", "cut it into several";
    too_many_uploads() "server/too-many-uploads":
        "等待确认的导入过多", "too many imports wait to be applied";
        "先办完或放弃其他导入", "apply or drop the others first";
    table_not_seen() "server/table-not-seen":
        "台账在您查看之后有变化，或尚未查看", "the ledger has changed since you looked at the table";
        "再看一次预览，然后导入", "look at it again, then apply it";
    enterprise_alone() "server/enterprise-alone":
        "企业账号不能兼任其他角色", "an enterprise's account has no other role";
        "另建账号", "make another account";
    enterprise_unbound() "server/enterprise-unbound":
        "企业账号没有指定企业", "an enterprise's account names no enterprise";
        "选择它代表的企业", "choose the enterprise it speaks for";
    no_such_enterprise(id: &str) "server/no-such-enterprise":
        "没有企业 {id}", "there is no enterprise {id}";
        "核对企业编号", "check the id";
    no_such_person(id: &str) "server/no-such-person":
        "没有人员 {id}", "there is no person {id}";
        "核对人员编号（如 R5）", "check the id, such as R5";
    no_such_upload() "server/no-such-upload":
        "没有这次导入，或已过期", "there is no such import, or it has expired";
        "重新上传文件", "upload the file again";
    attachment_gone(id: &str) "server/attachment-gone":
        "附件 {id} 已撤回或清除，内容不再提供",
        "the attachment {id} was withdrawn or purged; its content is not given out";
        "撤回的原因见该附件", "see it for the reason";
    purge_left(causes: &str) "server/purge-left":
        "已清除并记入记录，但旁边的文件未能清理干净：{causes}",
        "it is purged and in the record, but a file beside the ledger could not be wiped: {causes}";
        "检查磁盘；停止服务后删除 drafts.sqlite 和 search.sqlite，下次启动会重新建立",
        "check the disk; delete drafts.sqlite and search.sqlite while it is stopped: made anew";
    not_a_scan() "server/not-a-scan":
        "文件为空，或不是 PNG、JPEG、PDF", "the file is empty, or neither PNG, JPEG nor PDF";
        "上传扫描件或照片", "hand in a scan or a photograph";
    scan_unread(zh: &str, en: &str) "server/scan-unread":
        "没有读出二维码：{zh}", "no square code could be read: {en}";
        "照抄表上的短编码，或重新拍清楚", "type the short code of the sheet, or take a clearer picture";
    scan_of_something_else() "server/scan-of-something-else":
        "图片里的二维码不是签字表的", "the square code in the picture is not of a sheet of this program";
        "核对文件，或照抄表上的短编码", "check the file, or type the short code of the sheet";
    no_such_file() "server/no-such-file":
        "没有保存过这个文件", "no such file was kept";
        "在“导出”中查看保存的台账", "see the list of kept ledgers";
    nothing_to_do() "server/nothing-to-do":
        "与现有记录相同，没有可办的内容", "nothing differs from the record";
        "无需再办", "nothing is left to do";
    fault() "server/fault":
        "服务器内部出错，已记入日志", "something failed in the server; it is in the log";
        "稍候重试；若仍出错，请系统管理员查看日志", "try again; if it stays, ask the administrator to read the log";
    port_in_use(address: &str) "server/port-in-use":
        "地址 {address} 已被占用", "the address {address} is in use";
        "用 --listen 换一个端口，或先停止占用它的程序",
        "choose another port with --listen, or stop the program that holds it";
    cannot_listen(address: &str, why: &str) "server/cannot-listen":
        "不能在 {address} 上监听：{why}", "cannot listen on {address}: {why}";
        "检查地址是否属于本机、端口是否需要特权",
        "check that the address is this machine's and the port needs no privilege";
    bad_account_name() "server/bad-account-name":
        "账号应为 1 至 64 个字母、数字、汉字或 . _ -",
        "an account's name has 1 to 64 letters, digits or . _ -";
        "换一个账号名", "choose another name";
    account_exists(account: &str) "server/account-exists":
        "账号“{account}”已存在", "the account {account:?} exists";
        "换一个账号名，或修改现有账号", "choose another name, or change the existing account";
    no_such_account(account: &str) "server/no-such-account":
        "没有账号“{account}”", "there is no account {account:?}";
        "核对账号名", "check the name";
    weak_password() "server/weak-password":
        "密码应为 8 至 128 个字符，且不同于账号名",
        "a password has 8 to 128 characters and differs from the account";
        "换一个密码", "choose another password";
    exclusive_roles() "server/exclusive-roles":
        "系统、安全、审计管理员的角色不得与其他角色兼任",
        "system, security and audit roles go with no other role";
        "分设账号", "use separate accounts";
    last_administrator(account: &str) "server/last-administrator":
        "“{account}”是唯一可用的安全管理员", "{account:?} is the only security administrator who can sign in";
        "先设另一名安全管理员", "give another account that role first";
    reporter_without_unit() "server/reporter-without-unit":
        "填报员和单位审核人须有单位", "reporters and reviewers belong to a unit";
        "填上单位", "name the unit";
    no_such_unit(unit: &str) "server/no-such-unit":
        "没有责任单位“{unit}”", "there is no unit {unit:?}";
        "核对单位编号", "check the unit's id";
    wrong_password() "server/wrong-password":
        "原密码不正确", "the present password is wrong";
        "核对后重新输入；忘记密码请找安全管理员", "check it; the security administrator can reset a password";
    no_running_server(path: &str) "server/none-running":
        "{path} 没有正在运行的服务", "no server runs on {path}";
        "先启动 wallchart serve，或直接使用数据目录", "start `wallchart serve`, or use the data folder itself";
    unreachable(address: &str, why: &str) "server/unreachable":
        "连不上正在运行的服务 {address}：{why}", "the running server {address} cannot be reached: {why}";
        "确认服务仍在运行；如已停止，删除数据目录中的 server.json",
        "check that it still runs; if it does not, remove server.json from the data folder";
}

/// One example of each, for the test that shows them all.
#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect_file;
    use zone::Refusal;

    #[test]
    fn every_refusal_says_cause_and_remedy_in_both_languages() {
        let catalogue = [
            not_signed_in(),
            bad_credentials(),
            throttled(15),
            cross_site(),
            not_found(),
            not_allowed(),
            wrong_method(),
            bad_body("line 1"),
            bad_query("true_on", "2026-05-18"),
            bad_request_id(),
            too_large(4_194_304),
            busy(),
            too_slow(),
            too_many_streams(),
            text_too_long(6_000_000, 5_000_000),
            too_many_uploads(),
            table_not_seen(),
            enterprise_alone(),
            enterprise_unbound(),
            no_such_enterprise("E3"),
            no_such_person("R5"),
            no_such_upload(),
            attachment_gone("A3"),
            purge_left("disk I/O error"),
            not_a_scan(),
            scan_unread("图片里没有能读出的二维码", "there is none that can be read"),
            scan_of_something_else(),
            no_such_file(),
            nothing_to_do(),
            fault(),
            port_in_use("127.0.0.1:8080"),
            cannot_listen("127.0.0.1:80", "permission denied"),
            bad_account_name(),
            account_exists("clerk"),
            no_such_account("clerk"),
            weak_password(),
            exclusive_roles(),
            last_administrator("secadmin"),
            reporter_without_unit(),
            no_such_unit("U3"),
            wrong_password(),
            no_running_server("data"),
            unreachable("127.0.0.1:8080", "refused"),
        ];
        let mut text = String::new();
        for Refusal {
            code,
            message,
            remedy,
            ..
        } in catalogue
        {
            text += &format!("{code}\n  {}\n  {}\n", message.zh, message.en);
            text += &format!("  → {}\n  → {}\n", remedy.zh, remedy.en);
        }
        expect_file!["../testdata/refusals.txt"].assert_eq(&text);
    }
}
