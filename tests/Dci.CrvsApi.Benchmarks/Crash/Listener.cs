using System.Net.Sockets;
using System.Text;
using Dci.CrvsApi.Benchmarks.Load;
using Dci.CrvsApi.Benchmarks.Notices;
using Dci.CrvsApi.Benchmarks.Partners;
using Dci.CrvsApi.Benchmarks.Wire;

namespace Dci.CrvsApi.Benchmarks.Crash;

/// <summary>Subscribes to every birth, again and again: each time with a filter of its own, so that it is another subscription.</summary>
internal sealed class Listener(Party party, Target target, Ledger ledger, Random random)
{
    private const int Most = 8;

    public async Task RunAsync(CancellationToken stop)
    {
        var partner = await Persistence.PersistAsync(() => Task.Run(SignIn), ledger.NoteFailure);
        for (var made = 0; made < Most && !stop.IsCancellationRequested; made++)
        {
            var transaction = Guid.NewGuid();
            var hearing = new Hearing(party, transaction.ToString(), ledger.NextMoment());
            ledger.Note(hearing);
            // The same message each time: it is taken in once, however often it is sent.
            var filter = made == 0 ? SubscribeWriter.Everything : $$$"""[{"seq_num":1,"expression1":{"attribute_name":"birth_date","operator":"ge","attribute_value":"19{{{made:D2}}}-01-01"}}]""";
            var message = SubscribeWriter.Write(partner, party.NoticeAddress, transaction, [filter]);
            var request = HttpRequest.Post(target.Address, "/registry/subscribe", "application/json", message, partner.Token);
            await Persistence.PersistAsync(() => Task.Run(() => Send(request)), ledger.NoteFailure);
            await Task.Delay(random.Next(3000), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private BenchmarkPartner SignIn()
    {
        try
        {
            return PartnerOffice.SignIn(target.Address, party.Credentials);
        }
        catch (SocketException gone)
        {
            throw new IOException("No server.", gone);
        }
    }

    private bool Send(byte[] request)
    {
        try
        {
            using var connection = new HttpConnection(target.Address);
            var reply = connection.Send(request);
            return reply.Status switch
            {
                200 or 202 => true,
                429 or 503 => throw new IOException("The server is busy."),
                _ => throw new InvalidOperationException($"A subscription was answered {reply.Status}: {Encoding.UTF8.GetString(reply.Body)}"),
            };
        }
        catch (SocketException gone)
        {
            throw new IOException("No server.", gone);
        }
    }
}
