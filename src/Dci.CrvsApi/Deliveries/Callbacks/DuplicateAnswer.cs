using System.Buffers;

namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>Finds out whether a refusal says that the message had been received before: then it is delivered.</summary>
internal static class DuplicateAnswer
{
    private static ReadOnlySpan<byte> Code => "\"rjct.message_id.duplicate\""u8;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Reads at most 64 KiB and two seconds; a body that breaks off or goes on for ever says nothing.</summary>
    public static async Task<bool> IsInAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        var buffer = ArrayPool<byte>.Shared.Rent(CallbackClient.LargestAnswer);
        try
        {
            await using var body = await content.ReadAsStreamAsync(limit.Token);
            var length = await body.ReadAtLeastAsync(buffer.AsMemory(0, CallbackClient.LargestAnswer), CallbackClient.LargestAnswer, throwOnEndOfStream: false, limit.Token);
            return buffer.AsSpan(0, length).IndexOf(Code) >= 0;
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException || (broken is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
