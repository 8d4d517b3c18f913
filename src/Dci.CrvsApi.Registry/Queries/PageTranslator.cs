using System.Globalization;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Queries.Criteria;

namespace Dci.CrvsApi.Registry.Queries;

/// <summary>Turns the page asked for into a page within the server's limits.</summary>
internal static class PageTranslator
{
    /// <summary>The size of a page when only its number was given; a zero that is written is refused where the message is read.</summary>
    private const int Unsaid = 0;

    public static PageRequest Read(Pagination? pagination, TranslationOptions options, Reading reading)
    {
        var size = pagination is null or { PageSize: Unsaid } ? options.DefaultPageSize : pagination.PageSize;
        var number = pagination?.PageNumber ?? 1;
        if (size < 1)
            reading.Add(Fault("page_size"));
        if (number < 1)
            reading.Add(Fault("page_number"));
        return new PageRequest(Math.Min(size, options.MaximumPageSize), number);
    }

    private static QueryFault Fault(string member) =>
        new(QueryFault.PaginationCode, string.Create(CultureInfo.InvariantCulture, $"A {member} has to be at least 1.")) { IllFormed = true };
}
