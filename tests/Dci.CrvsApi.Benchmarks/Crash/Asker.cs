using System.Text.Json;
using WebhookReceiver;

namespace Dci.CrvsApi.Benchmarks.Crash;

/// <summary>Sends searches, each as often as it takes to be acknowledged; now and then again after that, as a careful client may.</summary>
internal sealed class Asker(Party party, KnownRecords known, Ledger ledger, Random random)
{
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var encrypted = party.Encrypts && random.Next(2) == 0;
            var items = Questions();
            var message = await PersistAsync(() => party.Client.ComposeSearchAsync(items, party.Callback, encrypted, CancellationToken.None));
            var asked = new AskedMessage(party, message.TransactionId, encrypted, items.ToDictionary(item => item.ReferenceId!, known.Expected, StringComparer.Ordinal));
            ledger.Note(asked);
            var correlation = await AcknowledgedAsync(message);
            asked.CorrelationId = correlation;
            if (random.Next(10) == 0 && await AcknowledgedAsync(message) is var second && second != correlation)
                ledger.Fault($"Transaction {message.TransactionId} was acknowledged as {correlation}, and again as {second}.");
            await Task.Delay(random.Next(40), CancellationToken.None);
        }
    }

    private List<Question> Questions()
    {
        var count = random.Next(4) == 0 ? random.Next(2, 60) : 1;
        return [.. Enumerable.Range(0, count).Select(_ => known.Question(random))];
    }

    private async Task<string> AcknowledgedAsync(SignedMessage message)
    {
        while (true)
        {
            var reply = JsonElement.Parse(await PersistAsync(() => party.Client.SendAsync("/registry/search", message))).GetProperty("message");
            if (reply.GetProperty("ack_status").ValueEquals("ACK"))
                return reply.GetProperty("correlation_id").GetString()!;
            var code = reply.GetProperty("error").GetProperty("code").GetString();
            if (code is not ("err.service.unavailable" or "err.request.too_many_requests"))
                throw new InvalidOperationException($"A search was refused: {reply}");
            await Task.Delay(Persistence.Pause);
        }
    }

    private Task<T> PersistAsync<T>(Func<Task<T>> act) => Persistence.PersistAsync(act, ledger.NoteFailure);
}
