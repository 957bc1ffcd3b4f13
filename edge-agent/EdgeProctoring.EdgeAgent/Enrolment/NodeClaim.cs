using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Asks the hub, with a one-time code, to take this node in; waits until a person has approved it.</summary>
internal sealed class NodeClaim(GrpcChannel channel, TimeProvider time, Action<ClaimStep, string> step)
{
    private const int LongestWait = 60;
    private static readonly TimeSpan _answer = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _again = TimeSpan.FromSeconds(5);
    /// <summary>A person has to walk to a screen first; and the hub notes each refused attempt.</summary>
    private static readonly TimeSpan _untilEntered = TimeSpan.FromSeconds(15);

    /// <summary>With a code that IT got from the hub: a code that the hub does not know is a mistake.</summary>
    public Task<HubCertificate> WaitAsync(string code, byte[] request, CancellationToken cancel) => WaitAsync(() => code, false, request, cancel);

    /// <summary>With the node's own code: the hub learns it only when IT enters it there.</summary>
    public Task<HubCertificate> WaitAsync(ClaimCode own, byte[] request, CancellationToken cancel) => WaitAsync(own.Now, true, request, cancel);

    private async Task<HubCertificate> WaitAsync(Func<string> code, bool isOwn, byte[] request, CancellationToken cancel)
    {
        var enrolment = new V1.Enrolment.EnrolmentClient(channel);
        while (true)
        {
            var wait = _again;
            try
            {
                var asked = new V1.ClaimRequest { Code = code(), SigningRequest = ByteString.CopyFrom(request), Hardware = ThisMachine.Hardware, Software = ThisMachine.Software };
                var reply = await enrolment.ClaimAsync(asked, deadline: time.GetUtcNow().UtcDateTime + _answer, cancellationToken: cancel);
                if (reply.Accepted is { } accepted)
                {
                    return HubCertificate.Of(accepted);
                }
                wait = TimeSpan.FromSeconds(Math.Clamp(reply.Waiting.RetrySeconds, 1, LongestWait));
                step(ClaimStep.Approval, "The hub knows this node. Waiting until somebody approves it there …");
            }
            catch (RpcException away) when (away.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
            {
                step(ClaimStep.HubSilent, $"The hub does not answer ({away.Status.Detail}); trying again …");
            }
            catch (RpcException unknown) when (isOwn && unknown.StatusCode == StatusCode.PermissionDenied)
            {
                wait = _untilEntered;
                step(ClaimStep.CodeUnknown, "The hub does not know this code yet; waiting until somebody enters it there …");
            }
            catch (RpcException refused) when (refused.StatusCode != StatusCode.Cancelled)
            {
                throw new SettingsException("the claim", [refused.Status.Detail]);
            }
            await Task.Delay(wait, time, cancel);
        }
    }
}
