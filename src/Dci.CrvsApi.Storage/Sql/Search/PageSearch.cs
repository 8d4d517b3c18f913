using System.Security.Cryptography;
using System.Text;
using Dci.CrvsApi.Registry.Queries;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>
/// Finds the keys of one page and the total. Few matches are read once, sorted here and cut; of many, the count is remembered,
/// and a page in the default order is first looked for where it probably lies, since sorting all of them costs much more.
/// </summary>
internal sealed class PageSearch(SqlSession session, CompiledSearch search, Totals totals, int sortLimit)
{
    /// <summary>Up to here, reading every key costs less than counting and then asking for a page.</summary>
    private const int Few = 2000;

    /// <summary>Looking near may cost a quarter of what sorting would, so that it never costs much when the page lies elsewhere.</summary>
    private const int Share = 4;

    /// <summary>Null when the order asked for has no index and too many match.</summary>
    public KeyPage? Run(PageRequest page)
    {
        var over = (page.Number - 1L) * page.Size;
        return search.IsSorted ? Sorted(page.Size, over) : InDefaultOrder(page.Size, over);
    }

    private KeyPage? Sorted(int size, long over)
    {
        if (!search.HasIndex && Count().Total > sortLimit)
            return null;
        var keys = Read(search.PageKeys, size, over);
        var isEnd = keys.Count < size && (keys.Count > 0 || over == 0);
        return new KeyPage(isEnd ? over + keys.Count : Count().Total, keys);
    }

    private KeyPage InDefaultOrder(int size, long over)
    {
        if (Known() is null)
        {
            var all = Read(search.AnyKeys, Few + 1, 0);
            if (all.Count <= Few)
            {
                all.Sort();
                return new KeyPage(all.Count, all.Skip((int)Math.Min(over, Few)).Take(size).ToList());
            }
        }

        var extent = Count();
        var wanted = (int)Math.Clamp(extent.Total - over, 0, size);
        if (wanted == 0)
            return new KeyPage(extent.Total, []);
        return new KeyPage(extent.Total, Near(extent, wanted, over) ?? Read(search.PageKeys, size, over));
    }

    private List<long>? Near(Extent extent, int wanted, long over)
    {
        var reach = extent.Total / Share;
        if (search.NearKeys is not { } sql || over + wanted > reach)
            return null;
        var keys = Read(sql, wanted, over, extent.First, extent.First + reach);
        return keys.Count == wanted ? keys : null;
    }

    // A digest, since what is remembered would otherwise be as long as what was asked.
    private string Fingerprint() => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(search.Extent + "\n" + search.Values.Fingerprint())));

    private Extent? Known() => totals.Find(Counter.Read(session, Counter.Register), Fingerprint());

    private Extent Count()
    {
        if (Known() is { } known)
            return known;
        var count = session.Prepare(search.Extent);
        search.Values.BindTo(count);
        try
        {
            count.Read();
            var extent = new Extent(count.Int64(0), count.Int64(1));
            totals.Keep(Counter.Read(session, Counter.Register), Fingerprint(), extent);
            return extent;
        }
        finally
        {
            count.Reset();
        }
    }

    private List<long> Read(string sql, int size, long over, long first = 0, long end = 0)
    {
        var statement = session.Prepare(sql);
        search.Values.BindTo(statement);
        foreach (var (name, value) in (ReadOnlySpan<(string, long)>)[("@size", size), ("@over", over), ("@first", first), ("@end", end)])
            if (statement.ParameterOf(name) is > 0 and var parameter)
                statement.Bind(parameter, value);
        try
        {
            var keys = new List<long>(Math.Min(size, 1000));
            while (statement.Read())
                keys.Add(statement.Int64(0));
            return keys;
        }
        finally
        {
            statement.Reset();
        }
    }
}

/// <summary>The keys of a page in order, and how many there are in all.</summary>
internal sealed record KeyPage(long Total, List<long> Keys);
