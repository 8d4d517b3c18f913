using System.Buffers;
using System.IO.Pipelines;
using Dci.CrvsApi.Messaging;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Files;

/// <summary>Reads a message to its end: a short one into memory, a long one into the spool folder.</summary>
internal sealed class ContentReader(SpoolFolder spool, IOptions<FilesOptions> options)
{
    /// <summary>The message, or why it could not be read. The reader is left where it stopped.</summary>
    public async ValueTask<Outcome<ReceivedBody>> ReadAsync(PipeReader reader, int limit, Patience patience, CancellationToken cancellationToken)
    {
        var inMemory = Math.Min(limit, options.Value.MemoryBytes);
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var length = read.Buffer.Length;
            if (read.IsCanceled || length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                return read.IsCanceled ? TooSlow() : TooLarge(limit);
            }

            if (length > inMemory)
            {
                reader.AdvanceTo(read.Buffer.Start);
                return await SpoolAsync(reader, limit, patience, cancellationToken);
            }

            if (read.IsCompleted)
            {
                var body = new ReceivedBody(read.Buffer.ToArray());
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private async ValueTask<Outcome<ReceivedBody>> SpoolAsync(PipeReader reader, int limit, Patience patience, CancellationToken cancellationToken)
    {
        var file = spool.TryCreate(patience.Sender);
        try
        {
            if (file is null)
                return Turns.Busy();
            if (await FillAsync(file, reader, limit, patience, cancellationToken) is { } failure)
                return failure;
            var body = new ReceivedBody(file);
            file = null;
            return body;
        }
        finally
        {
            file?.Dispose();
        }
    }

    private async ValueTask<Failure?> FillAsync(SpoolFile file, PipeReader reader, int limit, Patience patience, CancellationToken cancellationToken)
    {
        var renewedAt = 0L;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.IsCanceled || file.Length + read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                return read.IsCanceled ? TooSlow() : TooLarge(limit);
            }

            await file.WriteAsync(read.Buffer, cancellationToken);
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return null;
            if (file.Length - renewedAt < options.Value.MemoryBytes)
                continue;
            renewedAt = file.Length;
            patience.Renew();
        }
    }

    public static Failure TooLarge(int limit) =>
        new(StatusCodes.Status413PayloadTooLarge, "err.request.bad", $"The message is larger than {limit} bytes; split the batch.");

    /// <summary>What the web server found wrong with a body.</summary>
    public static Failure FailureOf(BadHttpRequestException refused, int limit) => refused.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => TooLarge(limit),
        StatusCodes.Status408RequestTimeout => TooSlow(),
        _ => Failures.Bad("The request body ended early or was framed wrongly."),
    };

    public static Failure TooSlow() =>
        new(StatusCodes.Status408RequestTimeout, "err.request.timeout", "The message arrived too slowly; send it again in one go.");
}
