using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Management;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Commands;

/// <summary><c>deliveries list|show|replay</c>: what has to reach partners and what could not.</summary>
internal static class DeliveriesCommand
{
    private static readonly Argument<string> MessageId = new("message_id") { Description = "The message_id of the delivery." };
    private static readonly Argument<string?> OneId = new("message_id") { Description = "The message_id of one dead letter.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> State = new("--state") { Description = $"Only those that are {DeliveryReport.States}." };
    private static readonly Option<string?> Partner = new("--partner") { Description = "Only those for this partner." };
    private static readonly Option<string?> Before = new("--before") { Description = "Only those made before the one of this message_id: the next page." };
    private static readonly Option<bool> All = new("--all") { Description = "Everybody's dead letters." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON, for scripts." };
    private static readonly Option<int> Limit = new("--limit")
    {
        Description = $"How many at most, 1 to {DeliveryQuery.MaxLimit}.",
        DefaultValueFactory = _ => DeliveryQuery.DefaultLimit,
    };

    public static Command Create()
    {
        var list = new Command("list", "List deliveries, newest first; nothing of what was sent is shown.") { State, Partner, Limit, Before, Json };
        list.SetAction((parsed, cancelled) => CommandServices.RunAsync(parsed, services => ListAsync(parsed, services, cancelled), cancelled));
        var show = new Command("show", "Show one delivery with every attempt; nothing of what was sent is shown.") { MessageId, Json };
        show.SetAction((parsed, cancelled) => CommandServices.RunAsync(parsed, services => ShowAsync(parsed, services, cancelled), cancelled));
        var replay = new Command("replay", "Send dead letters once more: one, a partner's or all. A running server does so within a second.") { OneId, Partner, All, Json };
        replay.SetAction((parsed, cancelled) => CommandServices.RunAsync(parsed, services => ReplayAsync(parsed, services, cancelled), cancelled));
        return new Command("deliveries", "List and inspect what is sent to partners, and send again what was given up.") { list, show, replay };
    }

    private static async Task<int> ListAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        DeliveryState? state = null;
        if (parsed.GetValue(State) is { } word)
        {
            if (!DeliveryReport.TryRead(word, out var named))
                return await ComplainAsync($"--state must be {DeliveryReport.States}.");
            state = named;
        }

        if (parsed.GetValue(Limit) is < 1 or > DeliveryQuery.MaxLimit)
            return await ComplainAsync($"--limit must be a number from 1 to {DeliveryQuery.MaxLimit}.");
        var filter = new DeliveryFilter(state, parsed.GetValue(Partner), parsed.GetValue(Limit)) { Before = parsed.GetValue(Before) };
        return await TellAsync(
            await services.GetRequiredService<DeliveryAdministration>().ListAsync(filter, cancellationToken),
            parsed.GetValue(Json) ? DciJson.Default.DeliveryPage : null,
            DeliveryText.Of);
    }

    private static async Task<int> ShowAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken) => await TellAsync(
        await services.GetRequiredService<DeliveryAdministration>().FindAsync(parsed.GetRequiredValue(MessageId), cancellationToken),
        parsed.GetValue(Json) ? DciJson.Default.DeliveryRecord : null,
        DeliveryText.Of);

    private static async Task<int> ReplayAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        var (messageId, partnerId, all) = (parsed.GetValue(OneId), parsed.GetValue(Partner), parsed.GetValue(All));
        if ((messageId is null ? 0 : 1) + (partnerId is null ? 0 : 1) + (all ? 1 : 0) != 1)
            return await ComplainAsync("Give one of: a message_id, --partner ID, --all.");
        var deliveries = services.GetRequiredService<DeliveryAdministration>();
        var outcome = messageId is not null
            ? await deliveries.ReplayAsync(messageId, cancellationToken)
            : await deliveries.ReplayAllAsync(partnerId, cancellationToken);
        return await TellAsync(outcome, parsed.GetValue(Json) ? DciJson.Default.ReplayReport : null, DeliveryText.Of);
    }

    private static async Task<int> TellAsync<T>(Outcome<T> outcome, JsonTypeInfo<T>? json, Func<T, string> text)
        where T : class
    {
        if (outcome.Failed)
            return await ComplainAsync(outcome.Failure.Detail);
        Console.WriteLine(json is null ? text(outcome.Value) : JsonSerializer.Serialize(outcome.Value, json));
        return 0;
    }

    private static async Task<int> ComplainAsync(string reason)
    {
        await Console.Error.WriteLineAsync(reason);
        return 1;
    }
}
