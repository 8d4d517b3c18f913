using System.Text.Json;
using Dci.CrvsApi.Benchmarks.Servers;

namespace Dci.CrvsApi.Benchmarks.Crash;

/// <summary>Closes the account: every acknowledged search answered whole and once, under the correlation of its ACK, and the server says so too.</summary>
internal static class Verdict
{
    private const int StatusesAsked = 300;

    public static void Check(Ledger ledger)
    {
        foreach (var asked in ledger.Asked)
        {
            var missing = asked.Expected.Count - asked.Answered.Count;
            if (missing > 0)
                ledger.Fault($"Transaction {asked.TransactionId}: {missing} of {asked.Expected.Count} items have no answer.");
            if (asked.Answered.Values.Any(times => times > 1))
                ledger.Fault($"Transaction {asked.TransactionId}: a reference was answered more than once.");
            if (asked.CalledBackUnder.Any(correlation => correlation != asked.CorrelationId))
                ledger.Fault($"Transaction {asked.TransactionId}: acknowledged as {asked.CorrelationId}, called back as {string.Join(", ", asked.CalledBackUnder)}.");
            if (missing == 0 && asked.LastCallbacks != 1)
                ledger.Fault($"Transaction {asked.TransactionId}: {asked.LastCallbacks} callbacks say that it is finished.");
        }
    }

    /// <summary>Every subscription heard every birth from its beginning on, once, in order, without a gap.</summary>
    public static void CheckHearings(Ledger ledger)
    {
        foreach (var hearing in ledger.Hearings)
        {
            if (hearing.Confirmed is null)
                ledger.Fault($"Subscription {hearing.TransactionId} of {hearing.Party.Id} was never confirmed.");
            foreach (var fault in hearing.FaultsOf([.. ledger.Births]))
                ledger.Fault($"Subscription {hearing.TransactionId} of {hearing.Party.Id}: {fault}.");
        }
    }

    /// <summary>Asks for the status of transactions, spread over the whole run.</summary>
    public static async Task CheckStatusesAsync(Ledger ledger, Party party, IReadOnlyList<AskedMessage> asked)
    {
        var step = Math.Max(1, asked.Count / StatusesAsked);
        for (var index = 0; index < asked.Count; index += step)
        {
            var question = await party.Client.ComposeStatusAsync(asked[index].TransactionId);
            var reply = JsonElement.Parse(await party.Client.SendAsync("/registry/sync/txn/status", question));
            if (FaultOf(reply, asked[index]) is { } fault)
                ledger.Fault($"Transaction {asked[index].TransactionId}: its status {fault}.");
        }
    }

    /// <summary>Nothing waits any more, and nothing was given up. What came just now may take a moment to be noted.</summary>
    public static async Task CheckDeliveriesAsync(Ledger ledger, ServerSettings settings, CancellationToken cancellationToken)
    {
        var waiting = 1;
        for (var tries = 0; tries < 20 && waiting > 0; tries++)
            waiting = await CountAsync(settings, "waiting", cancellationToken);
        if (waiting > 0)
            ledger.Fault($"{waiting} deliveries or more still wait.");
        if (await CountAsync(settings, "dead", cancellationToken) is var dead and > 0)
            ledger.Fault($"{dead} deliveries or more were given up.");
    }

    private static async Task<int> CountAsync(ServerSettings settings, string state, CancellationToken cancellationToken)
    {
        var output = await ServerCli.RunAsync(settings, ["deliveries", "list", "--state", state, "--json"], cancellationToken);
        return JsonElement.Parse(output.AsSpan(output.IndexOf('{', StringComparison.Ordinal))).GetProperty("deliveries").GetArrayLength();
    }

    private static string? FaultOf(JsonElement reply, AskedMessage asked)
    {
        if (!reply.GetProperty("message").TryGetProperty("txnstatus_response", out var response))
            return $"is not told: {reply}";
        var status = response.GetProperty("txn_status");
        if (!status.GetProperty("correlation_id").ValueEquals(asked.CorrelationId))
            return "names another correlation";
        var items = status.GetProperty("search_response").EnumerateArray().ToList();
        if (!items.Select(item => item.GetProperty("reference_id").GetString()!).ToHashSet().SetEquals(asked.Expected.Keys))
            return "names other references";
        var unfinished = items.Where(item => !item.GetProperty("status").ValueEquals("succ")).ToList();
        return unfinished.Count == 0 ? null : $"does not say succ of {unfinished.Count} items, such as {unfinished[0]}";
    }
}
