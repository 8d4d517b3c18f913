using System.Text.Json.Nodes;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Tests.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Tests.Answers;

public sealed class FailureWriterTests
{
    private static readonly Failure Unauthorized = new(401, "err.request.unauthorized", "The token has expired.");

    [Test]
    public async Task An_asynchronous_operation_gets_the_list_of_errors_and_the_acknowledgement_in_one()
    {
        var (response, body) = await Write("/registry/search", Unauthorized);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(401));
            Assert.That(response.ContentType, Is.EqualTo("application/json"));
            Assert.That(body["errors"]!.ToJsonString(), Is.EqualTo("""[{"code":"err.request.unauthorized","message":"The token has expired."}]"""));
            Assert.That(body["message"]!["ack_status"]!.GetValue<string>(), Is.EqualTo("ERR"));
            Assert.That(body["message"]!["timestamp"]!.GetValue<string>(), Is.EqualTo("2026-02-03T04:05:06.789Z"));
            Assert.That(Guid.TryParse(body["message"]!["correlation_id"]!.GetValue<string>(), out _));
            Assert.That(body["message"]!["error"]!.ToJsonString(), Is.EqualTo(body["errors"]![0]!.ToJsonString()));
            Assert.That(body.AsObject().Select(member => member.Key), Is.EqualTo(["errors", "message"]));
        }
    }

    [Test]
    public async Task A_synchronous_search_gets_a_rejected_answer_without_items_as_well()
    {
        var (_, body) = await Write("/registry/sync/search", Unauthorized, new EnvelopeEcho("spmis.example", "txn-1"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(body["header"]!["status"]!.GetValue<string>(), Is.EqualTo("rjct"));
            Assert.That(body["header"]!["action"]!.GetValue<string>(), Is.EqualTo("on-search"));
            Assert.That(body["header"]!["status_reason_message"]!.GetValue<string>(), Is.EqualTo("The token has expired."));
            Assert.That(body["header"]!["status_reason_code"], Is.Null);
            Assert.That(body["header"]!["sender_id"]!.GetValue<string>(), Is.EqualTo("crvs.localhost"));
            Assert.That(body["header"]!["receiver_id"]!.GetValue<string>(), Is.EqualTo("spmis.example"));
            Assert.That(body["message"]!["transaction_id"]!.GetValue<string>(), Is.EqualTo("txn-1"));
            Assert.That(body["message"]!["search_response"]!.AsArray(), Is.Empty);
        }
    }

    [Test]
    public async Task A_synchronous_status_request_gets_an_empty_status()
    {
        var (_, body) = await Write("/base/registry/sync/txn/status", Unauthorized, new EnvelopeEcho(null, "txn-1"));

        Assert.That(body["header"]!["action"]!.GetValue<string>(), Is.EqualTo("txn-on-status"));
        Assert.That(body["message"]!["txnstatus_response"]!["txn_type"]!.GetValue<string>(), Is.EqualTo("search"));
        Assert.That(body["message"]!["txnstatus_response"]!["txn_status"]!["transaction_id"]!.GetValue<string>(), Is.EqualTo("txn-1"));
        Assert.That(body["message"]!["txnstatus_response"]!["txn_status"]!["search_response"]!.AsArray(), Is.Empty);
    }

    [TestCase("rjct.version.invalid", "err.version.not_supported", "rjct.version.invalid")]
    [TestCase("rjct.total_count.limit_exceeded", "err.request.bad", "rjct.total_count.limit_exceeded")]
    [TestCase("rjct.search_criteria.invalid", "err.request.bad", null)]
    [TestCase("err.receiver_id.invalid", "err.receiver_id.invalid", null)]
    public async Task Every_code_goes_where_its_list_is(string code, string error, string? headerReason)
    {
        var (_, body) = await Write("/registry/sync/search", new Failure(400, code, "No."));

        Assert.That(body["message"]!["error"]!["code"]!.GetValue<string>(), Is.EqualTo(error));
        Assert.That(body["header"]!["status_reason_code"]?.GetValue<string>(), Is.EqualTo(headerReason));
        Assert.That(body["errors"]![0]!["code"]!.GetValue<string>(), Is.EqualTo(code));
    }

    [Test]
    public async Task A_failure_may_name_its_header_reason()
    {
        var (_, body) = await Write("/registry/sync/search", new Failure(400, "err.request.bad", "No.") { HeaderReason = "rjct.message_ts.invalid" });

        Assert.That(body["header"]!["status_reason_code"]!.GetValue<string>(), Is.EqualTo("rjct.message_ts.invalid"));
    }

    [Test]
    public async Task Every_fault_is_listed_with_the_item_it_is_about()
    {
        var failure = new Failure(400, "rjct.sort.invalid", "Both items are refused.")
        {
            Faults = [new ItemFault("a", "rjct.sort.invalid", "One."), new ItemFault(null, "rjct.pagination.invalid", "Two.")],
        };

        var (_, body) = await Write("/registry/sync/search", failure);

        Assert.That(body["errors"]!.ToJsonString(), Is.EqualTo(
            """[{"code":"rjct.sort.invalid","message":"One.","reference_id":"a"},{"code":"rjct.pagination.invalid","message":"Two."}]"""));
        Assert.That(body["message"]!["error"]!["message"]!.GetValue<string>(), Is.EqualTo("Both items are refused."));
    }

    [Test]
    public async Task Who_is_to_come_again_is_told_when()
    {
        var (response, _) = await Write("/registry/search", new Failure(429, "err.request.too_many_requests", "Wait.") { RetryAfter = 7 });

        Assert.That(response.Headers.RetryAfter.ToString(), Is.EqualTo("7"));
        Assert.That(response.Headers.CacheControl.ToString(), Is.EqualTo("no-store"));
    }

    [Test]
    public async Task What_was_read_of_the_message_is_repeated_whoever_refuses_it()
    {
        var context = new DefaultHttpContext { Request = { Path = "/registry/sync/search" }, Response = { Body = new MemoryStream() } };
        context.Features.Set(new EnvelopeEcho("spmis.example", "txn-1"));

        await new FailureWriter(TimeProvider.System, Options.Create(new ServerIdentity())).WriteAsync(context, Unauthorized);

        context.Response.Body.Position = 0;
        var body = await JsonNode.ParseAsync(context.Response.Body);
        Assert.That(body!["message"]!["transaction_id"]!.GetValue<string>(), Is.EqualTo("txn-1"));
    }

    [Test]
    public async Task Long_words_are_cut_to_what_the_standard_allows()
    {
        var (_, body) = await Write("/registry/sync/search", Unauthorized with { Detail = new string('x', 5000) });

        Assert.That(body["errors"]![0]!["message"]!.GetValue<string>(), Has.Length.EqualTo(999));
        Assert.That(body["header"]!["status_reason_message"]!.GetValue<string>(), Has.Length.EqualTo(999));
    }

    [TestCase("/registry/search", "Search")]
    [TestCase("/registry/sync/search", "SyncSearch")]
    [TestCase("/registry/sync/txn/status", "SyncTxnStatus")]
    public async Task The_body_is_what_the_contract_says(string path, string operation)
    {
        var faults = new List<string>();
        foreach (var echo in new[] { null, new EnvelopeEcho("spmis.example", "txn-1") })
        {
            var (_, body) = await Write(path, new Failure(400, "rjct.version.invalid", "No.") { Faults = [new ItemFault("a", "rjct.sort.invalid", "One.")] }, echo);
            faults.AddRange(ContractReader.Contract.Faults(operation, 400, body.ToJsonString()));
            faults.AddRange(ContractReader.Contract.Faults("AckResponse", body.ToJsonString()));
        }

        Assert.That(faults, Is.Empty);
    }

    [Test]
    public async Task The_body_of_a_synchronous_search_is_an_answer_too()
    {
        var (_, body) = await Write("/registry/sync/search", Unauthorized, new EnvelopeEcho("spmis.example", "txn-1"));

        Assert.That(ContractReader.Contract.Faults("SearchResponseEnvelope", body.ToJsonString()), Is.Empty);
    }

    private static async Task<(HttpResponse Response, JsonNode Body)> Write(string path, Failure failure, EnvelopeEcho? echo = null)
    {
        var context = new DefaultHttpContext();
        context.Request.Path = path;
        context.Response.Body = new MemoryStream();
        context.Features.Set(echo);
        await new FailureWriter(new ManualClock(AnAnswer.At), Options.Create(new ServerIdentity())).WriteAsync(context, failure);
        context.Response.Body.Position = 0;
        Assert.That(context.Response.ContentLength, Is.EqualTo(context.Response.Body.Length));
        return (context.Response, (await JsonNode.ParseAsync(context.Response.Body))!);
    }
}
