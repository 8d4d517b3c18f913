using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;
using Microsoft.AspNetCore.Http.Features;

namespace Dci.CrvsApi.Management;

/// <summary>The admin API of deliveries: list, inspect without personal data, send dead letters once more.</summary>
internal sealed partial class DeliveryEndpoints(DeliveryAdministration deliveries, FailureWriter failures, ILogger<DeliveryEndpoints> logger)
{
    private const string All = "/manage/deliveries";
    private const string One = All + "/{message_id}";
    private const int MaxOrderBytes = 16 * 1024;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(All, (RequestDelegate)ListAsync).WithName("ListDeliveries");
        endpoints.MapPost(All + "/replay", (RequestDelegate)ReplayAllAsync).WithName("ReplayDeliveries");
        endpoints.MapGet(One, (RequestDelegate)ShowAsync).WithName("GetDelivery");
        endpoints.MapPost(One + "/replay", (RequestDelegate)ReplayAsync).WithName("ReplayDelivery");
    }

    private async Task ListAsync(HttpContext context)
    {
        var filter = DeliveryQuery.Read(context.Request.Query);
        var page = filter.Failed ? filter.Failure : await deliveries.ListAsync(filter.Value, context.RequestAborted);
        await AnswerAsync(context, page, DciJson.Default.DeliveryPage);
    }

    private async Task ShowAsync(HttpContext context) =>
        await AnswerAsync(context, await deliveries.FindAsync(MessageId(context), context.RequestAborted), DciJson.Default.DeliveryRecord);

    private async Task ReplayAsync(HttpContext context) =>
        await ReportAsync(context, await deliveries.ReplayAsync(MessageId(context), context.RequestAborted));

    private async Task ReplayAllAsync(HttpContext context)
    {
        var order = await ReadOrderAsync(context);
        await ReportAsync(context, order.Failed ? order.Failure : await deliveries.ReplayAllAsync(order.Value.PartnerId, context.RequestAborted));
    }

    private Task ReportAsync(HttpContext context, Outcome<ReplayReport> outcome)
    {
        if (!outcome.Failed)
            Log.Replayed(logger, outcome.Value.Replayed);
        return AnswerAsync(context, outcome, DciJson.Default.ReplayReport);
    }

    private async Task AnswerAsync<T>(HttpContext context, Outcome<T> outcome, JsonTypeInfo<T> form)
        where T : class
    {
        if (outcome.Failed)
        {
            await failures.WriteAsync(context, outcome.Failure);
            return;
        }

        await context.SendJsonAsync(JsonSerializer.SerializeToUtf8Bytes(outcome.Value, form));
    }

    private static async Task<Outcome<ReplayOrder>> ReadOrderAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
            return new Failure(StatusCodes.Status415UnsupportedMediaType, "err.request.bad", "Send the order as application/json.");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MaxOrderBytes;
        try
        {
            var order = await JsonSerializer.DeserializeAsync(context.Request.Body, DciJson.Default.ReplayOrder, context.RequestAborted);
            if (order is not null && string.IsNullOrEmpty(order.PartnerId) == (order.All == true))
                return order;
        }
        catch (JsonException)
        {
        }

        return Failures.Bad("""Give {"partner_id":"…"} for one partner's dead letters, or {"all":true} for everybody's.""");
    }

    private static string MessageId(HttpContext context) => (string)context.Request.RouteValues["message_id"]!;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Count} dead letters are sent once more.")]
        public static partial void Replayed(ILogger logger, int count);
    }
}
