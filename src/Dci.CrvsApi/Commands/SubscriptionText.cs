using System.Globalization;
using System.Text;
using Dci.CrvsApi.Contract;

namespace Dci.CrvsApi.Commands;

/// <summary>Subscriptions as a person reads them on a terminal.</summary>
internal static class SubscriptionText
{
    public static string Of(SubscriptionPage page)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{"code",-36} {"state",-9} {"by",-7} {"partner",-20} {"events",8} {"waiting",8} {"last delivered",-20} {"failing since",-20} destination; reason");
        foreach (var one in page.Subscriptions)
        {
            text.AppendLine().Append(
                CultureInfo.InvariantCulture,
                $"{one.Code,-36} {WireName.Of(one.State),-9} {WireName.Of(one.Binding),-7} {one.PartnerId,-20} {one.LastSequence,8} {one.Waiting,8} {Time(one.LastDeliveredAt),-20} {Time(one.FailingSince),-20} {one.Destination ?? "-"}");
            if (one.Reason is not null)
                text.Append("; ").Append(one.Reason);
        }

        if (page.Next is not null)
            text.AppendLine().Append("There are more: --before ").Append(page.Next);
        return text.ToString();
    }

    public static string Of(SubscriptionOutline one)
    {
        (string Name, string? Value)[] lines =
        [
            ("code", one.Code),
            ("partner_id", one.PartnerId),
            ("binding", WireName.Of(one.Binding)),
            ("topic", one.Topic),
            ("destination", one.Destination),
            ("state", WireName.Of(one.State)),
            ("reason", one.Reason),
            ("changed_at", Time(one.ChangedAt)),
            ("created_at", Time(one.CreatedAt)),
            ("starts_at", Time(one.StartsAt)),
            ("ends_at", Time(one.EndsAt)),
            ("collect_at", Time(one.CollectAt)),
            ("last_sequence", Number(one.LastSequence)),
            ("delivered_sequence", Number(one.DeliveredSequence)),
            ("waiting", Number(one.Waiting)),
            ("last_delivered_at", Time(one.LastDeliveredAt)),
            ("failing_since", Time(one.FailingSince)),
        ];
        return string.Join(Environment.NewLine, lines.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Name,-20} {line.Value ?? "-"}")));
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "-";
}
