using System.IO.Pipelines;

namespace Dci.CrvsApi.Files;

/// <summary>How long a sender may take. When it runs out, the read that waits for the sender ends.</summary>
internal sealed class Patience : IDisposable
{
    private readonly TimeSpan _span;
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _registration;

    // A read that is cancelled by its token leaves the connection reading; one that is cancelled like this does not.
    public Patience(string sender, TimeSpan span, PipeReader reader)
    {
        Sender = sender;
        _span = span;
        _end = new CancellationTokenSource(span);
        _registration = _end.Token.Register(reader.CancelPendingRead);
    }

    /// <summary>The partner that sends.</summary>
    public string Sender { get; }

    public bool RanOut => _end.IsCancellationRequested;

    /// <summary>More has arrived: the time begins anew.</summary>
    public void Renew() => _end.CancelAfter(_span);

    public void Dispose()
    {
        _registration.Dispose();
        _end.Dispose();
    }
}
