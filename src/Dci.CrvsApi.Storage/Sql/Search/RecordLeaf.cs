using Dci.CrvsApi.Registry.Queries;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>Conditions on the record's own columns.</summary>
internal static class RecordLeaf
{
    public static string Number(FhirFilter.RecordNumber number, SqlValues values) => Conditions.Compare(
        number.Parameter switch
        {
            RecordNumberParameter.RegistrationNumber => "r.reg_no_n",
            RecordNumberParameter.TrackingId => "r.tracking_n",
            RecordNumberParameter.RecordId => "r.record_id",
            _ => throw new ArgumentOutOfRangeException(nameof(number), number.Parameter, "Not a number of a record."),
        },
        number.Comparison,
        [.. number.Values.Select(values.Add)]);

    public static string Date(FhirFilter.RecordDate date, SqlValues values) => date.Parameter switch
    {
        RecordDateParameter.Event => Conditions.Period("r.event_lo", "r.event_hi", date.Comparison, date.Values, values),
        RecordDateParameter.Registration => Conditions.Day("r.reg_date", date.Comparison, date.Values, values),
        _ => throw new ArgumentOutOfRangeException(nameof(date), date.Parameter, "Not a date of a record."),
    };

    public static string Status(FhirFilter.Status status) =>
        Conditions.In("r.status", status.Values.Select(value => Conditions.Number((int)value)));

    public static string Updated(FhirFilter.LastUpdated updated, SqlValues values) =>
        Conditions.Instant("r.last_updated", updated.Comparison, updated.Values, values);
}
