using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Asks the hub, with a one-time code, to take this node in; waits until a person has approved it.</summary>
internal sealed class NodeClaim(GrpcChannel channel, TimeProvider time, Action<string> say)
{
    private const int LongestWait = 60;
    private static readonly TimeSpan _answer = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _again = TimeSpan.FromSeconds(5);

    public async Task<HubCertificate> WaitAsync(string code, byte[] request, string hardware, string software, CancellationToken cancel)
    {
        var enrolment = new V1.Enrolment.EnrolmentClient(channel);
        var asked = new V1.ClaimRequest { Code = code, SigningRequest = ByteString.CopyFrom(request), Hardware = hardware, Software = software };
        string? said = null;
        while (true)
        {
            var wait = _again;
            string now;
            try
            {
                var reply = await enrolment.ClaimAsync(asked, deadline: time.GetUtcNow().UtcDateTime + _answer, cancellationToken: cancel);
                if (reply.Accepted is { } accepted)
                {
                    return HubCertificate.Of(accepted);
                }
                wait = TimeSpan.FromSeconds(Math.Clamp(reply.Waiting.RetrySeconds, 1, LongestWait));
                now = "The hub knows this node. Waiting until somebody approves it there …";
            }
            catch (RpcException away) when (away.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
            {
                now = $"The hub does not answer ({away.Status.Detail}); trying again …";
            }
            catch (RpcException refused) when (refused.StatusCode != StatusCode.Cancelled)
            {
                throw new SettingsException("the claim", [refused.Status.Detail]);
            }
            if (now != said)
            {
                say(said = now);
            }
            await Task.Delay(wait, time, cancel);
        }
    }
}
