using Dci.CrvsApi.Events;
using Dci.CrvsApi.Messaging;
using Microsoft.Net.Http.Headers;

namespace Dci.CrvsApi.Fhir;

/// <summary>Decides in which of two names for one thing an answer goes out; XML and Turtle are not spoken.</summary>
internal static class FhirFormat
{
    public const string Parameter = "_format";

    private const string PlainJson = "application/json";

    private static readonly Failure NotAcceptable = new(
        StatusCodes.Status406NotAcceptable, "err.request.bad", "This server speaks FHIR 4.0 as JSON: accept application/fhir+json or application/json.");

    /// <summary>The media type; a failure when the reader accepts none that there is.</summary>
    public static (string MediaType, Failure? Failure) Of(HttpRequest request)
    {
        var asked = request.Query[Parameter];
        if (asked.Count > 0)
            return asked.All(format => format is "json" or PlainJson or OutcomeWriter.MediaType or "application/fhir json") ? (OutcomeWriter.MediaType, null) : (OutcomeWriter.MediaType, NotAcceptable);
        if (request.Headers.Accept.Count == 0)
            return (OutcomeWriter.MediaType, null);
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
            return (OutcomeWriter.MediaType, NotAcceptable);
        var wanted = accepted.Where(type => type.Quality is not 0 && IsOurs(type)).ToList();
        if (wanted.Exists(type => Covers(type, OutcomeWriter.MediaType)))
            return (OutcomeWriter.MediaType, null);
        return wanted.Exists(type => Covers(type, PlainJson)) ? (PlainJson, null) : (OutcomeWriter.MediaType, NotAcceptable);
    }

    private static bool Covers(MediaTypeHeaderValue range, string type) =>
        range.MatchesAllTypes || range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase) || (range.MatchesAllSubTypes && range.Type.Equals("application", StringComparison.OrdinalIgnoreCase));

    private static bool IsOurs(MediaTypeHeaderValue type) =>
        type.Parameters.All(parameter => !parameter.Name.Equals("fhirVersion", StringComparison.OrdinalIgnoreCase) || HeaderUtilities.RemoveQuotes(parameter.Value).Value == "4.0");
}
