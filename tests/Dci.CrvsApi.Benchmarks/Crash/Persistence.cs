namespace Dci.CrvsApi.Benchmarks.Crash;

/// <summary>Tries until the server is there.</summary>
internal static class Persistence
{
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <param name="failed">Called for each try that found no server, or lost it before the reply.</param>
    public static async Task<T> PersistAsync<T>(Func<Task<T>> act, Action failed)
    {
        while (true)
        {
            try
            {
                return await act();
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or IOException or System.Net.Sockets.SocketException)
            {
                failed();
                await Task.Delay(Pause);
            }
        }
    }
}
