using EdgeProctoring.Packages.Tests.Grpc.Lab;
using Grpc.Core;

namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>Short ways to call and to fail.</summary>
internal static class Calls
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    public static DateTime In(TimeSpan span) => TimeProvider.System.GetUtcNow().UtcDateTime + span;

    public static async Task<string> AskAsync(this CallInvoker invoker, string text = "ping") =>
        (await new Lab.Lab.LabClient(invoker).AskAsync(new Question { Text = text }).ResponseAsync.WaitAsync(Limit)).Text;

    public static Task<string> AskAsync(this ChannelBase channel, string text = "ping") => channel.CreateCallInvoker().AskAsync(text);

    public static async Task<Status> FailureAsync(Func<Task> call) => (await Assert.ThrowsAsync<RpcException>(() => call().WaitAsync(Limit))).Status;
}
