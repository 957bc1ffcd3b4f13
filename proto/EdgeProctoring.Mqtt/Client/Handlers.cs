namespace EdgeProctoring.Mqtt;

/// <summary>Runs an event's handlers one after the other.</summary>
internal static class Handlers
{
    public static Task RunAsync<TArgs>(this Func<TArgs, Task>? handlers, TArgs args) => handlers switch
    {
        null => Task.CompletedTask,
        { HasSingleTarget: true } => handlers(args),
        _ => RunAllAsync(handlers, args),
    };

    private static async Task RunAllAsync<TArgs>(Func<TArgs, Task> handlers, TArgs args)
    {
        foreach (var handler in handlers.GetInvocationList().Cast<Func<TArgs, Task>>())
        {
            await handler(args).ConfigureAwait(false);
        }
    }
}
