namespace Dci.CrvsApi.Registry.Hub;

/// <summary>
/// Port to what subscribers of the hub want and have not yet confirmed. It stands where the outbox stands. Every write is durable when its task completes.
/// </summary>
public interface IHubIntents
{
    /// <summary>Keeps an intent until it is settled; false, with nothing written, when its partner has so many already.</summary>
    Task<bool> AddAsync(NewHubIntent intent, int mostOfPartner, CancellationToken cancellationToken);

    /// <summary>How many of a partner wait.</summary>
    Task<int> CountAsync(string partnerId, CancellationToken cancellationToken);

    /// <summary>
    /// Takes what is due, longest due first, until an instant at which it is due again if nobody settles it before. Of intents with
    /// the same digest one at a time, and of one partner so many.
    /// </summary>
    Task<IReadOnlyList<HubIntent>> ClaimAsync(DateTimeOffset now, DateTimeOffset until, HubClaim limits, CancellationToken cancellationToken);

    /// <summary>Lets go of an intent that is tried again, after so many tries.</summary>
    Task PostponeAsync(long intentNo, DateTimeOffset dueAt, int tries, CancellationToken cancellationToken);

    /// <summary>Forgets an intent that was dropped.</summary>
    Task DropAsync(long intentNo, CancellationToken cancellationToken);

    /// <summary>Forgets an intent that was carried out, and those of the same digest that came before it.</summary>
    Task SettleAsync(HubIntent intent, CancellationToken cancellationToken);
}

/// <summary>How many intents are taken.</summary>
/// <param name="All">At most in one claim.</param>
/// <param name="OfPartner">At most of one partner at the same time.</param>
public sealed record HubClaim(int All, int OfPartner);

/// <summary>What somebody wants of the hub, or is to be told by it.</summary>
public enum HubIntentMode
{
    Subscribe = 1,
    Unsubscribe = 2,

    /// <summary>The hub has ended the subscription: its subscriber is told.</summary>
    Denied = 3,
}

/// <summary>An intent to be kept.</summary>
public record NewHubIntent
{
    public required string PartnerId { get; init; }

    public required HubIntentMode Mode { get; init; }

    /// <summary>Verbatim.</summary>
    public required string Callback { get; init; }

    /// <summary>As given.</summary>
    public required string Topic { get; init; }

    /// <summary>For how long; 0 where it means nothing.</summary>
    public required long LeaseSeconds { get; init; }

    /// <summary>Sealed; empty for none.</summary>
    public required ReadOnlyMemory<byte> Secret { get; init; }

    /// <summary>SHA-256 of partner, topic and callback: the subscription it is about.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>Why it is denied, for the subscriber; empty otherwise.</summary>
    public string Reason { get; init; } = "";

    public required DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>An intent as kept.</summary>
public sealed record HubIntent : NewHubIntent
{
    /// <summary>Rises with the order in which they came.</summary>
    public required long IntentNo { get; init; }

    /// <summary>How often its subscriber was asked and did not answer.</summary>
    public required int Tries { get; init; }
}
