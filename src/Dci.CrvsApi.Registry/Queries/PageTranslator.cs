using System.Globalization;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Queries.Criteria;

namespace Dci.CrvsApi.Registry.Queries;

/// <summary>Turns the page asked for into a page within the server's limits.</summary>
internal static class PageTranslator
{
    public static PageRequest Read(Pagination? pagination, TranslationOptions options, Reading reading)
    {
        if (pagination is null)
            return new PageRequest(Math.Min(options.DefaultPageSize, options.MaximumPageSize), 1);

        var number = pagination.PageNumber ?? 1;
        if (pagination.PageSize < 1)
            reading.Add(Fault("page_size"));
        if (number < 1)
            reading.Add(Fault("page_number"));
        return new PageRequest(Math.Min(pagination.PageSize, options.MaximumPageSize), number);
    }

    private static QueryFault Fault(string member) =>
        new(QueryFault.PaginationCode, string.Create(CultureInfo.InvariantCulture, $"A {member} has to be at least 1.")) { IllFormed = true };
}
