using System.Globalization;
using System.Text;
using Dci.CrvsApi.Contract;

namespace Dci.CrvsApi.Commands;

/// <summary>Deliveries as a person reads them on a terminal.</summary>
internal static class DeliveryText
{
    public static string Of(DeliveryPage page)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{"message id",-36} {"state",-9} {"tries",5} {"made",-20} {"due",-20} {"partner",-20} {"action",-14} destination; reason");
        foreach (var delivery in page.Deliveries)
        {
            text.AppendLine().Append(
                CultureInfo.InvariantCulture,
                $"{delivery.MessageId,-36} {WireName.Of(delivery.State),-9} {delivery.Attempts,5} {Time(delivery.CreatedAt),-20} {Time(delivery.DueAt),-20} {delivery.PartnerId,-20} {delivery.Action,-14} {delivery.Destination}");
            if (delivery.Reason is not null)
                text.Append("; ").Append(delivery.Reason);
        }

        if (page.Next is not null)
            text.AppendLine().Append("There are more: --before ").Append(page.Next);
        return text.ToString();
    }

    public static string Of(DeliveryRecord record)
    {
        var delivery = record.Delivery;
        var text = new StringBuilder();
        (string Name, string? Value)[] lines =
        [
            ("message_id", delivery.MessageId),
            ("partner_id", delivery.PartnerId),
            ("action", delivery.Action),
            ("correlation_id", delivery.CorrelationId),
            ("destination", delivery.Destination),
            ("state", WireName.Of(delivery.State)),
            ("reason", delivery.Reason),
            ("created_at", Time(delivery.CreatedAt)),
            ("due_at", Time(delivery.DueAt)),
            ("give_up_at", Time(delivery.GiveUpAt)),
            ("settled_at", Time(delivery.SettledAt)),
            ("content", delivery.Erased ? "erased" : "kept"),
        ];
        foreach (var (name, value) in lines)
            text.AppendLine(CultureInfo.InvariantCulture, $"{name,-16} {value ?? "-"}");
        text.Append(CultureInfo.InvariantCulture, $"{"attempts",-16} {delivery.Attempts}");
        foreach (var attempt in record.Attempts)
        {
            text.AppendLine().Append(
                CultureInfo.InvariantCulture,
                $"  {attempt.Number,4}  {Time(attempt.At)}  {attempt.Status?.ToString(CultureInfo.InvariantCulture) ?? "-",3}  {attempt.DurationMs,6} ms  {attempt.Fault ?? "delivered"}");
        }

        return text.ToString();
    }

    public static string Of(ReplayReport report) => report.Replayed switch
    {
        0 => "There is no dead letter to send once more.",
        1 => "1 dead letter is sent once more.",
        var count => string.Create(CultureInfo.InvariantCulture, $"{count} dead letters are sent once more."),
    };

    private static string Time(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "-";
}
