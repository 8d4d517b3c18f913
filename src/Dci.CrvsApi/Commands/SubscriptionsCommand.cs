using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Management;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Commands;

/// <summary><c>subscriptions list|show|pause|resume|end</c>: who is told of events, and how that goes.</summary>
internal static class SubscriptionsCommand
{
    private static readonly Argument<string> Code = new("code") { Description = "The code of the subscription." };
    private static readonly Option<string?> State = new("--state") { Description = $"Only those that are {SubscriptionReport.States}." };
    private static readonly Option<string?> Binding = new("--binding") { Description = $"Only those by {SubscriptionReport.Bindings}." };
    private static readonly Option<string?> Partner = new("--partner") { Description = "Only those of this partner." };
    private static readonly Option<string?> Before = new("--before") { Description = "Only those made before the one of this code: the next page." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON, for scripts." };
    private static readonly Option<int> Limit = new("--limit")
    {
        Description = $"How many at most, 1 to {SubscriptionQuery.MaxLimit}.",
        DefaultValueFactory = _ => SubscriptionQuery.DefaultLimit,
    };

    public static Command Create()
    {
        var list = new Command("list", "List subscriptions, newest first; what was asked for is not shown.") { State, Binding, Partner, Limit, Before, Json };
        list.SetAction((parsed, cancelled) => CommandServices.RunAsync(parsed, services => ListAsync(parsed, services, cancelled), cancelled));
        return new Command("subscriptions", "List and inspect who is told of events; pause, resume and end.")
        {
            list,
            Make("show", "Show one subscription: how it stands and how far it was told.", (subscriptions, code, cancelled) => subscriptions.FindAsync(code, cancelled)),
            Make("pause", "Hold one: its events are numbered and kept.", (subscriptions, code, cancelled) => subscriptions.PauseAsync(code, cancelled)),
            Make("resume", "Go on with one that is paused or suspended. A running server sends what was kept within a second.", (subscriptions, code, cancelled) => subscriptions.ResumeAsync(code, cancelled)),
            Make("end", "End one for good: what waits for it is removed.", (subscriptions, code, cancelled) => subscriptions.EndAsync(code, cancelled)),
        };
    }

    private static Command Make(string name, string description, Func<SubscriptionAdministration, string, CancellationToken, Task<Outcome<SubscriptionOutline>>> run)
    {
        var command = new Command(name, description) { Code, Json };
        command.SetAction((parsed, cancelled) => CommandServices.RunAsync(
            parsed,
            async services => await TellAsync(
                await run(services.GetRequiredService<SubscriptionAdministration>(), parsed.GetRequiredValue(Code), cancelled),
                parsed.GetValue(Json) ? DciJson.Default.SubscriptionOutline : null,
                SubscriptionText.Of),
            cancelled));
        return command;
    }

    private static async Task<int> ListAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        var query = SubscriptionQuery.Read(parsed.GetValue(State), parsed.GetValue(Binding), parsed.GetValue(Partner), parsed.GetValue(Limit), parsed.GetValue(Before));
        var page = query.Failed ? query.Failure : await services.GetRequiredService<SubscriptionAdministration>().ListAsync(query.Value.Filter, query.Value.Before, cancellationToken);
        return await TellAsync(page, parsed.GetValue(Json) ? DciJson.Default.SubscriptionPage : null, SubscriptionText.Of);
    }

    private static async Task<int> TellAsync<T>(Outcome<T> outcome, JsonTypeInfo<T>? json, Func<T, string> text)
        where T : class
    {
        if (outcome.Failed)
        {
            await Console.Error.WriteLineAsync(outcome.Failure.Detail);
            return 1;
        }

        Console.WriteLine(json is null ? text(outcome.Value) : JsonSerializer.Serialize(outcome.Value, json));
        return 0;
    }
}
