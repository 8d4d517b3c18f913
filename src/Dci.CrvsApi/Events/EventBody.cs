using Dci.CrvsApi.Files;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Dci.CrvsApi.Events;

/// <summary>Reads a posted bundle, bounded in size and time.</summary>
internal sealed class EventBody(BoundedBody bodies, IOptions<EventsOptions> events)
{
    private static readonly Failure WrongType = new(
        StatusCodes.Status415UnsupportedMediaType, "err.request.bad", "Send the bundle as application/fhir+json or application/json in UTF-8, FHIR 4.0 or what OpenCRVS writes, not compressed.");

    /// <summary>The body, disposed with the response, or why it could not be read.</summary>
    public async Task<Outcome<ReceivedBody>> ReadAsync(HttpContext context, Partner sender)
    {
        var limit = events.Value.MaxBodyBytes;
        if (!IsFhir(context.Request.ContentType) || context.Request.Headers.ContentEncoding.Count > 0)
            return WrongType;
        var read = await bodies.ReadAsync(context, sender.Id, limit);
        if (read.Failed)
            return read.Failure.Status == StatusCodes.Status413PayloadTooLarge ? TooLarge(limit) : read;
        context.Response.RegisterForDispose(read.Value);
        return read;
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
