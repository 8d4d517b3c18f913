using System.Security.Cryptography;
using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Subscriptions.Topics;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Hub;

/// <summary><c>/topics</c>: what there is to subscribe to, where its hub is (WebSub §4), and what each topic says now.</summary>
internal sealed class TopicsEndpoint(TopicReader reader, HubTopics topics, TopicDocuments documents, IExchangeLog log, IOptions<ServerIdentity> server, TimeProvider clock)
{
    public async Task ListAsync(HttpContext context)
    {
        var caller = await reader.ReadAsync(context);
        if (caller.Failed)
        {
            await new FailureResult(caller.Failure).ExecuteAsync(context);
            return;
        }

        var list = new TopicList { Topics = [.. TopicTable.All.Where(topic => reader.WhyNot(caller.Value.Partner, topic) is null).Select(Entry)] };
        await context.SendJsonAsync(JsonSerializer.SerializeToUtf8Bytes(list, DciJson.Default.TopicList));
    }

    public async Task ReadAsync(HttpContext context)
    {
        if (TopicTable.Named((string)context.GetRouteValue("topic")!) is not { } topic)
        {
            await new FailureResult(new Failure(StatusCodes.Status404NotFound, "err.request.not_found", "There is no such topic; GET /topics lists them.")).ExecuteAsync(context);
            return;
        }

        // Before anything is known of the caller, so that a topic can be discovered by whoever knows its address.
        context.Response.Headers.Link = server.Value.Links(topics.UrlOf(topic));
        var caller = await reader.ReadAsync(context);
        if (caller.Failed)
            await new FailureResult(caller.Failure).ExecuteAsync(context);
        else if (reader.WhyNot(caller.Value.Partner, topic) is { } reason)
            await new FailureResult(new Failure(StatusCodes.Status403Forbidden, "err.request.forbidden", reason)).ExecuteAsync(context);
        else
            await SendAsync(context, topic, caller.Value.Partner);
    }

    private async Task SendAsync(HttpContext context, Topic topic, Partner partner)
    {
        if (await documents.ReadAsync(topic, partner, context.RequestAborted) is not { } document)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var isRead = !HttpMethods.IsHead(context.Request.Method);
        if (isRead && document.Discloses)
            await RecordAsync(topic, partner, document.RecordId, context.RequestAborted);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = document.Body.Length;
        context.Response.Headers.CacheControl = "no-store";
        if (isRead)
            await context.Response.Body.WriteAsync(document.Body, context.RequestAborted);
    }

    // The reader sends no message, so there is no id to be used up.
    private async Task RecordAsync(Topic topic, Partner partner, string recordId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var disclosure = new Disclosure(partner.Id, now, "topic", [topic.Event], [recordId], Purpose: null);
        await log.TryRecordAsync(new Exchange(partner.Id, RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes), now, now, [disclosure]), cancellationToken);
    }

    private TopicEntry Entry(Topic topic) => new() { Topic = topics.UrlOf(topic), Name = topic.BareName, Event = topic.EventWord, Change = topic.ChangeWord };
}
