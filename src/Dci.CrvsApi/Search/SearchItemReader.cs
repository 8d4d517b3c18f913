using System.Globalization;
using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Search;

/// <summary>Binds one item of a search request to the contract; everything wrong with its form is said at once.</summary>
internal static class SearchItemReader
{
    private const string CriteriaCode = "rjct.search_criteria.invalid";
    private const string PaginationCode = "rjct.pagination.invalid";
    private const string SortCode = "rjct.sort.invalid";

    public static SearchItem Read(JsonElement element, int index)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"#{index + 1}");
        if (element.ValueKind != JsonValueKind.Object)
            return new SearchItem { ReferenceId = place, Malformed = new Rejection(CriteriaCode, "Each item of search_request must be an object.") };

        var faults = new List<FieldFault>();
        var reader = new FieldReader(element, $"search_request[{index}]", CriteriaCode, faults);
        var referenceId = reader.RequiredText("reference_id"u8, "reference_id", maxLength: 99, "rjct.reference_id.invalid");
        _ = reader.RequiredInstant("timestamp"u8, "timestamp", "rjct.timestamp.invalid");
        var locale = reader.Locale();
        var outer = Page(reader);
        var criteria = reader.Object("search_criteria"u8, "search_criteria");
        if (criteria is null && faults.All(fault => !fault.Path.EndsWith("search_criteria", StringComparison.Ordinal)))
            reader.Refuse("search_criteria", "is required.");

        var item = new SearchItem { ReferenceId = referenceId.Length == 0 ? place : referenceId, Locale = locale };
        if (criteria is { } inner)
        {
            var innerReader = new FieldReader(inner, $"search_request[{index}].search_criteria", CriteriaCode, faults);
            item = item with
            {
                Criteria = Criteria(innerReader, outer),
                Consent = Given(innerReader.Any("consent"u8)) ?? Given(reader.Any("consent"u8)),
                Authorize = Given(innerReader.Any("authorize"u8)) ?? Given(reader.Any("authorize"u8)),
            };
        }

        return faults.Count == 0 ? item : item with { Criteria = null, Malformed = new Rejection(faults[0].Code, string.Join(' ', faults.Select(fault => fault.Detail))) };
    }

    private static SearchCriteria Criteria(FieldReader reader, Pagination? outer)
    {
        var query = reader.Any("query"u8);
        if (query is null)
            reader.Refuse("query", "is required.");
        return new SearchCriteria
        {
            Version = reader.Text("version"u8, "version"),
            RegType = reader.Text("reg_type"u8, "reg_type"),
            RegEventType = reader.Text("reg_event_type"u8, "reg_event_type"),
            RegRecordType = reader.Text("reg_record_type"u8, "reg_record_type"),
            RegSubType = reader.Text("reg_sub_type"u8, "reg_sub_type"),
            QueryType = reader.RequiredText("query_type"u8, "query_type"),
            Query = query ?? default,
            Sort = Sort(reader),
            Pagination = Page(reader) ?? outer,
        };
    }

    private static Pagination? Page(FieldReader reader)
    {
        if (reader.Object("pagination"u8, "pagination", PaginationCode) is not { } element)
            return null;
        var page = reader.Within("pagination", element, PaginationCode);
        return new Pagination
        {
            PageSize = AtLeastOne(page, page.Count("page_size"u8, "page_size"), "page_size") ?? 0,
            PageNumber = AtLeastOne(page, page.Count("page_number"u8, "page_number"), "page_number"),
        };
    }

    private static int? AtLeastOne(FieldReader reader, int? value, string name)
    {
        if (value < 1)
            reader.Refuse(name, "counts from 1.");
        return value;
    }

    private static List<SearchSort>? Sort(FieldReader reader)
    {
        if (reader.Array("sort"u8, "sort", SortCode) is not { } array)
            return null;
        var sort = new List<SearchSort>(array.GetArrayLength());
        foreach (var element in array.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Object)
            {
                reader.Refuse("sort", "must be a list of {attribute_name, sort_order}.", SortCode);
                continue;
            }

            var key = reader.Within("sort[]", element, SortCode);
            sort.Add(new SearchSort
            {
                AttributeName = key.RequiredText("attribute_name"u8, "attribute_name"),
                SortOrder = key.Text("sort_order"u8, "sort_order"),
            });
        }

        return sort;
    }

    private static JsonElement? Given(JsonElement? element) => element is { ValueKind: JsonValueKind.Object } ? element : null;
}
