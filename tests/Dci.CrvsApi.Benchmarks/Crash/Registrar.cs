using System.Net.Sockets;
using System.Text;
using Dci.CrvsApi.Benchmarks.Load;
using Dci.CrvsApi.Benchmarks.Notices;
using Dci.CrvsApi.Benchmarks.Wire;

namespace Dci.CrvsApi.Benchmarks.Crash;

/// <summary>Registers births, each as often as it takes to be accepted; now and then again after that, as a careful client may.</summary>
internal sealed class Registrar(BirthPost births, Target target, Ledger ledger, Random random)
{
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var birth = births.Next();
            var entry = new RegisteredBirth(birth.RecordId, birth.Number, ledger.NextMoment());
            ledger.Note(entry);
            await AcceptedAsync(birth);
            entry.Accepted = ledger.NextMoment();
            if (random.Next(10) == 0)
                await AcceptedAsync(birth);
            await Task.Delay(random.Next(60), CancellationToken.None);
        }
    }

    private Task<bool> AcceptedAsync(Birth birth) => Persistence.PersistAsync(
        async () =>
        {
            while (true)
            {
                var (status, body) = await Task.Run(() => Send(birth));
                if (status is 200 or 201)
                    return true;
                if (status is not (429 or 503))
                    throw new InvalidOperationException($"A birth was answered {status}: {body}");
                await Task.Delay(Persistence.Pause);
            }
        },
        ledger.NoteFailure);

    private (int Status, string Body) Send(Birth birth)
    {
        try
        {
            using var connection = new HttpConnection(target.Address);
            var reply = connection.Send(birth.Request);
            return (reply.Status, Encoding.UTF8.GetString(reply.Body));
        }
        catch (SocketException gone)
        {
            throw new IOException("No server.", gone);
        }
    }
}
