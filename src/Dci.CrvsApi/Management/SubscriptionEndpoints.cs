using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Management;

/// <summary>The admin API of subscriptions: list and inspect without what was asked for, pause, resume and end.</summary>
internal sealed partial class SubscriptionEndpoints(SubscriptionAdministration subscriptions, FailureWriter failures, ILogger<SubscriptionEndpoints> logger)
{
    private const string All = "/manage/subscriptions";
    private const string One = All + "/{code}";

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(All, (RequestDelegate)ListAsync).WithName("ListSubscriptions");
        endpoints.MapGet(One, (RequestDelegate)ShowAsync).WithName("GetSubscription");
        endpoints.MapPost(One + "/pause", context => ChangeAsync(context, subscriptions.PauseAsync)).WithName("PauseSubscription");
        endpoints.MapPost(One + "/resume", context => ChangeAsync(context, subscriptions.ResumeAsync)).WithName("ResumeSubscription");
        endpoints.MapPost(One + "/end", context => ChangeAsync(context, subscriptions.EndAsync)).WithName("EndSubscription");
    }

    private async Task ListAsync(HttpContext context)
    {
        var query = SubscriptionQuery.Read(context.Request.Query);
        var page = query.Failed ? query.Failure : await subscriptions.ListAsync(query.Value.Filter, query.Value.Before, context.RequestAborted);
        await AnswerAsync(context, page, DciJson.Default.SubscriptionPage);
    }

    private async Task ShowAsync(HttpContext context) =>
        await AnswerAsync(context, await subscriptions.FindAsync(CodeOf(context), context.RequestAborted), DciJson.Default.SubscriptionOutline);

    private async Task ChangeAsync(HttpContext context, Func<string, CancellationToken, Task<Outcome<SubscriptionOutline>>> change)
    {
        var outcome = await change(CodeOf(context), context.RequestAborted);
        if (!outcome.Failed)
            Log.Changed(logger, outcome.Value.Code, WireName.Of(outcome.Value.State));
        await AnswerAsync(context, outcome, DciJson.Default.SubscriptionOutline);
    }

    private async Task AnswerAsync<T>(HttpContext context, Outcome<T> outcome, JsonTypeInfo<T> form)
        where T : class
    {
        if (outcome.Failed)
        {
            await failures.WriteAsync(context, outcome.Failure);
            return;
        }

        await context.SendJsonAsync(JsonSerializer.SerializeToUtf8Bytes(outcome.Value, form));
    }

    private static string CodeOf(HttpContext context) => (string)context.Request.RouteValues["code"]!;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "An operator changed subscription {Code}; it is {State} now.")]
        public static partial void Changed(ILogger logger, string code, string state);
    }
}
