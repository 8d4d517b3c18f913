using System.Text;
using System.Text.Unicode;
using Dci.CrvsApi.Files;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Dci.CrvsApi.Fhir.Searching;

/// <summary>Reads the parameters of a search, wherever they stand.</summary>
internal sealed class SearchForm(BoundedBody bodies)
{
    private const int Longest = 64 * 1024;

    private static readonly Failure WrongType = new(StatusCodes.Status415UnsupportedMediaType, "err.request.bad", "Send the parameters as application/x-www-form-urlencoded in UTF-8.");

    public static IReadOnlyList<(string Name, string Value)> InQuery(HttpRequest request) => In(request.QueryString.Value);

    /// <param name="query">With its question mark; null for none.</param>
    public static IReadOnlyList<(string Name, string Value)> In(string? query) => Parameters(query);

    public async ValueTask<Outcome<SentParameters>> ReadAsync(HttpContext context, Partner sender)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            return WrongType;
        var read = await bodies.ReadAsync(context, sender.Id, Longest);
        if (read.Failed)
            return read.Failure;
        using var body = read.Value;
        return Utf8.IsValid(body.Bytes.Span) ? new SentParameters(Parameters("?" + Encoding.UTF8.GetString(body.Bytes.Span))) : WrongType;
    }

    private static List<(string Name, string Value)> Parameters(string? query)
    {
        var parameters = new List<(string, string)>();
        foreach (var parameter in new QueryStringEnumerable(query))
            parameters.Add((parameter.DecodeName().ToString(), parameter.DecodeValue().ToString()));
        return parameters;
    }
}

/// <summary>The parameters of a form, decoded, in the order they came.</summary>
internal sealed record SentParameters(IReadOnlyList<(string Name, string Value)> Items);
