using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Tests.Running;

/// <summary>Waits, with a limit, for something that another thread or process brings about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(25);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        using var late = new CancellationTokenSource(_limit);
        while (!await condition())
        {
            if (late.IsCancellationRequested)
            {
                Assert.Fail($"It did not come true within {_limit.TotalSeconds} s that {what}.");
            }
            await Task.Delay(_step);
        }
    }

    /// <summary>Reads a hub's database beside the running hub.</summary>
    public static async Task<T> ReadAsync<T>(HubFolder folder, Func<Session, Task<T>> read)
    {
        await using var database = folder.Open();
        await using var session = await database.ReadAsync(CancellationToken.None);
        return await read(session);
    }
}
