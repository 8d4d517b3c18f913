using System.IO.Pipelines;
using Dci.CrvsApi.Messaging;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Dci.CrvsApi.Files;

/// <summary>Reads the parts of a message that is sent as a file, in whatever order they come; only the file may be long.</summary>
internal sealed class PartsReader(ContentReader content, IOptions<FilesOptions> options)
{
    private const int LongestBoundary = 70;

    /// <summary>What the parts together may have beside the file.</summary>
    public const int Overhead = 64 * 1024;

    public static bool IsMultipart(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <summary>Largest file that the operation takes.</summary>
    public int Limit(Operation operation, int messageLimit) => operation.TakesTables ? Math.Max(messageLimit, options.Value.MaxTableBytes) : messageLimit;

    /// <summary>Fills the parts, or says why they could not be read.</summary>
    public async ValueTask<Failure?> ReadAsync(HttpContext context, Operation operation, int messageLimit, ReceivedParts parts, Patience patience)
    {
        if (Boundary(context.Request.ContentType) is not { } boundary)
            return Failures.Bad("The media type multipart/form-data needs a boundary of at most 70 characters.");
        try
        {
            await using var body = context.Request.BodyReader.AsStream(leaveOpen: true);
            var reader = new MultipartReader(boundary, body) { HeadersCountLimit = 8, HeadersLengthLimit = 4096 };
            while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } section)
                if (await ReadAsync(section, operation, messageLimit, parts, patience, context.RequestAborted) is { } failure)
                    return failure;
            return null;
        }
        catch (OperationCanceledException) when (patience.RanOut && !context.RequestAborted.IsCancellationRequested)
        {
            return ContentReader.TooSlow();
        }
        catch (Exception broken) when (broken is InvalidDataException || (broken is IOException and not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested))
        {
            return Failures.Bad("The parts of the message are framed wrongly, end early, or have headers that are too long.");
        }
    }

    private async ValueTask<Failure?> ReadAsync(MultipartSection section, Operation operation, int messageLimit, ReceivedParts parts, Patience patience, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || !disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase))
            return Failures.Bad("Each part needs a Content-Disposition of form-data with its name.");
        var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
        if (parts.Has(name))
            return Failures.Bad($"The part {name} stands twice.");
        if (FileParts.MostText(name) is { } most)
            return await ReadTextAsync(section.Body, name, most, parts, cancellationToken);
        if (name != FileParts.File)
            return Failures.Bad($"A part of this name is not known; the parts are {FileParts.Names}.");
        if (!MaybeFile(section))
            return new Failure(StatusCodes.Status415UnsupportedMediaType, "err.request.bad", "Send the file as application/json or text/csv in UTF-8, neither encoded nor compressed.");

        var file = await content.ReadAsync(PipeReader.Create(section.Body), FileLimit(operation, messageLimit, parts), patience, cancellationToken);
        parts.File = file.Value;
        return file.Failure;
    }

    private int FileLimit(Operation operation, int messageLimit, ReceivedParts parts) =>
        FileFormats.Read(parts.Text(FileParts.Format)) is FileFormat.Json && parts.Has(FileParts.Format) ? messageLimit : Limit(operation, messageLimit);

    private static async ValueTask<Failure?> ReadTextAsync(Stream body, string name, int most, ReceivedParts parts, CancellationToken cancellationToken)
    {
        var text = new byte[most + 1];
        var length = await body.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > most)
            return Failures.Bad($"The part {name} is longer than {most} bytes.");
        parts.Add(name, text[..length]);
        return null;
    }

    private static bool MaybeFile(MultipartSection section)
    {
        if (section.Headers?.ContainsKey("Content-Transfer-Encoding") == true && !section.Headers["Content-Transfer-Encoding"].ToString().Equals("binary", StringComparison.OrdinalIgnoreCase))
            return false;
        if (section.ContentType is null)
            return true;
        return MediaTypeHeaderValue.TryParse(section.ContentType, out var type)
            && type.MediaType.Value?.ToLowerInvariant() is "application/json" or "text/csv" or "text/plain" or "application/csv" or "application/vnd.ms-excel" or "application/octet-stream"
            && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    private static string? Boundary(string? contentType)
    {
        var boundary = MediaTypeHeaderValue.TryParse(contentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        return boundary is { Length: > 0 and <= LongestBoundary } ? boundary : null;
    }
}
