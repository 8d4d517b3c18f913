using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.RateLimiting;
using Dci.CrvsApi.Deliveries.Callbacks;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Webhooks;

/// <summary>Asks callbacks whether they want the webhook; the request waits meanwhile, so few of a partner may do so at a time.</summary>
internal sealed class WebhookConfirmation(CallbackInquiry inquiry) : IDisposable
{
    private const int LongestAnswer = 4096;
    private const int AtOnce = 4;

    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 4 };

    private readonly PartitionedRateLimiter<string> _turns = PartitionedRateLimiter.Create<string, string>(
        partnerId => RateLimitPartition.GetConcurrencyLimiter(partnerId, static _ => new ConcurrencyLimiterOptions { PermitLimit = AtOnce }));

    /// <summary>Whether the callback gives the challenge back; null when too many of the partner are being asked. Its status does not count, as it does not in OpenCRVS.</summary>
    public async Task<bool?> AskAsync(WebhookWish wish, Partner partner, CancellationToken cancellationToken)
    {
        using var turn = _turns.AttemptAcquire(partner.Id);
        if (!turn.IsAcquired)
            return null;
        // Letters that survive any number of decodings: MOSIP's mediator decodes twice.
        var challenge = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var answer = await inquiry.AskAsync(partner, wish.Callback, $"mode=subscribe&challenge={challenge}&topic={wish.Topic}", LongestAnswer, cancellationToken);
        return answer.Body is { } body && ChallengeIn(body) == challenge;
    }

    public void Dispose() => _turns.Dispose();

    private static string? ChallengeIn(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Shallow);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("challenge", out var given) && given.ValueKind == JsonValueKind.String
                ? given.GetString()
                : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
