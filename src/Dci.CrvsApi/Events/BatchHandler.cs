using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Access;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Fhir;
using Dci.CrvsApi.Fhir.Reading;
using Dci.CrvsApi.Fhir.Searching;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Tokens;

namespace Dci.CrvsApi.Events;

/// <summary>Answers a batch entry by entry: an event to be stored, or something to be read. None knows of another, and each counts as a request.</summary>
internal sealed class BatchHandler(EventTaker events, ReadHandler reads, ResourceSearchHandler searches, RequestQuota quota)
{
    private const int MostEntries = 50;

    /// <summary>Whether a body is a batch; what is no JSON is none.</summary>
    public static bool Is(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body.StartsWith("\uFEFF"u8) ? body[3..] : body, new JsonReaderOptions { MaxDepth = 64 });
            while (reader.Read())
            {
                if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                    continue;
                var isType = reader.ValueTextEquals("type"u8);
                if (!reader.Read())
                    return false;
                if (isType)
                    return reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("batch"u8);
                reader.Skip();
            }

            return false;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half a surrogate pair.
            return false;
        }
    }

    public async Task<FhirAnswer> AnswerAsync(CallerIdentity caller, FhirCall call, ReadOnlyMemory<byte> body, PathString root, CancellationToken cancellationToken)
    {
        if (!StrictJson.TryParse(body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body, out var batch, out var reason))
            return FhirAnswer.Refused(StatusCodes.Status400BadRequest, IssueCode.Structure, $"The batch {reason}");
        using (batch)
        {
            if (batch.RootElement.TextOf("resourceType"u8) != "Bundle" || !batch.RootElement.TryGetProperty("entry"u8, out var entries) || entries.ValueKind != JsonValueKind.Array || entries.GetArrayLength() is 0 or > MostEntries)
                return FhirAnswer.Refused(StatusCodes.Status400BadRequest, IssueCode.Structure, $"A batch is a Bundle with 1 to {MostEntries} entries.");
            var answered = new JsonArray();
            foreach (var entry in entries.EnumerateArray())
                answered.Add(Entry(answered.Count > 0 && quota.Take(caller.Partner) is { } exceeded ? FhirAnswer.Refused(exceeded) : await AnswerAsync(caller, call, entry, root, cancellationToken)));
            return new FhirAnswer(StatusCodes.Status200OK, new JsonObject { ["resourceType"] = "Bundle", ["type"] = "batch-response", ["entry"] = answered });
        }
    }

    private async ValueTask<FhirAnswer> AnswerAsync(CallerIdentity caller, FhirCall call, JsonElement entry, PathString root, CancellationToken cancellationToken)
    {
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("request"u8, out var request) || request.ValueKind != JsonValueKind.Object)
            return FhirAnswer.Refused(StatusCodes.Status400BadRequest, IssueCode.Structure, "The entry has no request.");
        var url = request.TextOf("url"u8)?.TrimStart('/') ?? "";
        return request.TextOf("method"u8) switch
        {
            "GET" => await ReadAsync(caller, call, url, cancellationToken),
            "POST" when url is "" or "Bundle" && entry.TryGetProperty("resource"u8, out var resource) => await TakeAsync(caller, resource, root, cancellationToken),
            _ => FhirAnswer.Refused(StatusCodes.Status400BadRequest, IssueCode.NotSupported, "An entry reads with GET, or posts to Bundle a document or transaction with one event."),
        };
    }

    private async ValueTask<FhirAnswer> TakeAsync(CallerIdentity caller, JsonElement resource, PathString root, CancellationToken cancellationToken)
    {
        var answer = await events.TakeAsync(JsonMarshal.GetRawUtf8Value(resource).ToArray(), caller, root, cancellationToken);
        if (answer.WantedScope is { } scope)
            return FhirAnswer.Refused(StatusCodes.Status403Forbidden, IssueCode.Forbidden, $"The token does not have the scope {scope}.");
        if (answer.Stored is not { } stored)
            return FhirAnswer.Refused(answer.Status, answer.Outcome!);
        var composition = stored.Entry[0].Response;
        return new FhirAnswer(answer.Status, []) { ETag = composition.Etag, LastModified = composition.LastModified, Location = composition.Location };
    }

    private async ValueTask<FhirAnswer> ReadAsync(CallerIdentity caller, FhirCall call, string url, CancellationToken cancellationToken)
    {
        var mark = url.IndexOf('?', StringComparison.Ordinal);
        var path = (mark < 0 ? url : url[..mark]).Split('/');
        var isHistory = path is [_, _, "_history", ..];
        var scope = isHistory ? Scopes.FhirHistory : Scopes.FhirRead;
        if (!caller.Has(scope))
            return FhirAnswer.Refused(StatusCodes.Status403Forbidden, IssueCode.Forbidden, $"The token does not have the scope {scope}.");
        return path switch
        {
            [var type] => await searches.SearchAsync(call, type, SearchForm.In(mark < 0 ? null : url[mark..]), cancellationToken),
            [var type, var id] => await reads.ReadAsync(call, type, id, cancellationToken),
            [var type, var id, "_history"] => await reads.ReadHistoryAsync(call, type, id, cancellationToken),
            [var type, var id, "_history", var version] => await reads.ReadVersionAsync(call, type, id, version, cancellationToken),
            _ => FhirAnswer.NotFound(),
        };
    }

    private static JsonObject Entry(FhirAnswer answer)
    {
        var entry = new JsonObject();
        if (answer.Failure is null)
            entry.Put("resource", answer.Body);
        var response = new JsonObject { ["status"] = answer.Status.ToString(CultureInfo.InvariantCulture) };
        response.Put("location", answer.Location);
        response.Put("etag", answer.ETag);
        response.Put("lastModified", answer.LastModified is { } at ? InstantText.Write(at) : null);
        if (answer.Failure is not null)
            response["outcome"] = answer.Body;
        entry["response"] = response;
        return entry;
    }
}
