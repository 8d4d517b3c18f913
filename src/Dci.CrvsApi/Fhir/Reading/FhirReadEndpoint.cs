using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Events;
using Dci.CrvsApi.Fhir.Searching;
using Dci.CrvsApi.Telemetry;

namespace Dci.CrvsApi.Fhir.Reading;

/// <summary>Everything that is read under <c>/fhir</c>: who is it, what do they accept, what do they want. Logs tell types and partners, and nothing out of a record.</summary>
internal sealed class FhirReadEndpoint(FhirGate gate, ReadHandler reads, ResourceSearchHandler searches, SearchForm forms, CrvsMetrics metrics)
{
    private const int LongestQuery = 8000;

    public Task ReadAsync(HttpContext context) =>
        AnswerAsync(context, false, call => reads.ReadAsync(call, Type(context), Id(context), context.RequestAborted));

    public Task ReadVersionAsync(HttpContext context) =>
        AnswerAsync(context, true, call => reads.ReadVersionAsync(call, Type(context), Id(context), (string)context.GetRouteValue("vid")!, context.RequestAborted));

    public Task ReadHistoryAsync(HttpContext context) =>
        AnswerAsync(context, true, call => reads.ReadHistoryAsync(call, Type(context), Id(context), context.RequestAborted));

    public Task SearchAsync(HttpContext context) =>
        AnswerAsync(context, false, call => searches.SearchAsync(call, Type(context), SearchForm.InQuery(context.Request), context.RequestAborted));

    public Task SearchByFormAsync(HttpContext context) => AnswerAsync(context, false, async call =>
    {
        var form = await forms.ReadAsync(context, call.Partner);
        return form.Failed
            ? FhirAnswer.Refused(form.Failure)
            : await searches.SearchAsync(call, Type(context), [.. SearchForm.InQuery(context.Request), .. form.Value.Items], context.RequestAborted);
    });

    private async Task AnswerAsync(HttpContext context, bool history, Func<FhirCall, ValueTask<FhirAnswer>> work)
    {
        var (mediaType, notAcceptable) = FhirFormat.Of(context.Request);
        var entered = await gate.EnterAsync(context, history);
        var failure = entered.Failure ?? notAcceptable;
        if (failure is not null)
        {
            metrics.Refused(failure);
            await OutcomeWriter.WriteAsync(context, failure);
            return;
        }

        var answer = context.Request.QueryString.Value?.Length > LongestQuery
            ? FhirAnswer.Refused(StatusCodes.Status414UriTooLong, IssueCode.TooLong, "The query is too long; post it to _search.")
            : await work(entered.Value!);
        if (answer.Failure is { } refused)
            metrics.Refused(refused);
        await FhirAnswerWriter.WriteAsync(context, answer, mediaType);
    }

    private static string Type(HttpContext context) => (string)context.GetRouteValue("type")!;

    private static string Id(HttpContext context) => (string)context.GetRouteValue("id")!;
}
