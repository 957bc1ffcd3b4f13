using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.Nodes;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>Tells the wall how long ago a running sitting's page was heard, as it tells of a hall's node: silence is nobody's offence.</summary>
internal sealed class RemoteWall(WallBoard wall)
{
    public void Show(RemoteSitting sitting, DateTimeOffset? heard, DateTimeOffset now)
    {
        if (!sitting.IsRunning(now))
        {
            wall.Remove($"node:{sitting.Name}");
            return;
        }
        wall.Show(new NodeView(sitting.Name) { Online = true, Heard = heard ?? sitting.Started, Cameras = [new NodeCamera(RemoteStreams.Webcam, RemoteRoom.Id)] });
    }
}
