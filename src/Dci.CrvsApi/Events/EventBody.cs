using Dci.CrvsApi.Files;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Dci.CrvsApi.Events;

/// <summary>Reads a posted bundle, bounded in size and time.</summary>
internal sealed class EventBody(ContentReader content, IOptions<EventsOptions> events, IOptions<FilesOptions> files)
{
    private static readonly Failure WrongType = new(
        StatusCodes.Status415UnsupportedMediaType, "err.request.bad", "Send the bundle as application/fhir+json or application/json in UTF-8, FHIR 4.0 or what OpenCRVS writes, not compressed.");

    /// <summary>The body, disposed with the response, or why it could not be read.</summary>
    public async Task<Outcome<ReceivedBody>> ReadAsync(HttpContext context, Partner sender)
    {
        var limit = events.Value.MaxBodyBytes;
        if (!IsFhir(context.Request.ContentType) || context.Request.Headers.ContentEncoding.Count > 0)
            return WrongType;
        if (context.Request.ContentLength > limit)
            return TooLarge(limit);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limit;
        try
        {
            using var patience = new Patience(sender.Id, TimeSpan.FromSeconds(files.Value.PatienceSeconds), context.Request.BodyReader);
            var read = await content.ReadAsync(context.Request.BodyReader, limit, patience, context.RequestAborted);
            if (read.Failed)
                return read.Failure.Status == StatusCodes.Status413PayloadTooLarge ? TooLarge(limit) : read;
            context.Response.RegisterForDispose(read.Value);
            return read;
        }
        catch (BadHttpRequestException refused)
        {
            return refused.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => TooLarge(limit),
                StatusCodes.Status408RequestTimeout => ContentReader.TooSlow(),
                _ => Failures.Bad("The request body ended early or was framed wrongly."),
            };
        }
    }

    /// <summary>The media type of today's FHIR or plain JSON; an older FHIR that names itself is another language.</summary>
    private static bool IsFhir(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals(OutcomeWriter.MediaType, StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && type.Parameters.All(parameter => !parameter.Name.Equals("fhirVersion", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(parameter.Value).Value is "4.0" or "3.0");

    private static Failure TooLarge(int limit) => new(StatusCodes.Status413PayloadTooLarge, "err.request.bad", $"The bundle is larger than {limit} bytes.");
}
