# SPDX-License-Identifier: MIT
"""Any graph of Partials as a function of PyTorch: the ten lines of Partials(...) below. As an example the violin takes on the timbre of
another instrument: PyTorch has the loss and the optimiser, Partials the model, its gradients and the player.

    python3 examples/torch_function.py [OUTPUT.wav]
"""
import sys

import torch

import partials


class Partials(torch.autograd.Function):
    @staticmethod
    def forward(ctx, graph, weights, *inputs):
        ctx.run = graph.forward(dict(zip(graph.inputs, (x.detach() for x in inputs))), weights.detach())
        return tuple(map(torch.from_dlpack, ctx.run.outputs.values()))

    @staticmethod
    def backward(ctx, *d_outputs):
        d_inputs, d_weights = ctx.run.backward(dict(zip(ctx.run.outputs, d_outputs)))
        return None, torch.from_dlpack(d_weights), *map(torch.from_dlpack, d_inputs.values())


def spectrum(audio):
    """Logarithmic, over a second of sound."""
    return torch.log(torch.stft(audio, 1024, 512, window=torch.hann_window(1024), return_complex=True).abs() + 1e-3)


def main(output=None, steps=12):
    violin, flute = partials.load("violin"), partials.load("flute")
    wanted = partials.render(flute, [(74, 0, 0.5)], 44100)[0]
    heard = partials.hear(wanted, 44100)
    graph = partials.Graph(violin)

    # the note's pitch and loudness, at the graph's frames
    frames = int(0.5 / graph.hop_s)
    rows = torch.searchsorted(torch.from_dlpack(heard.time_s), graph.hop_s * torch.arange(1, frames + 1, dtype=torch.float64))
    rows = rows.clamp(max=len(heard.time_s) - 1)
    controls = {name: torch.zeros(frames, port.channels) for name, port in graph.inputs.items()}
    controls["f0_hz"][:, 0] = 587.33
    controls["loudness_db"][:, 0] = torch.from_dlpack(heard.loudness_db)[rows]

    weights = torch.from_dlpack(graph.trained.copy()).requires_grad_()
    optimiser = torch.optim.Adam([weights], lr=1e-3)
    target = None
    for step in range(steps):
        audio = Partials.apply(graph, weights, *controls.values())[0][:, 0]
        if target is None:
            target = spectrum(torch.from_dlpack(wanted)[: len(audio)])
        loss = (spectrum(audio) - target).abs().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        print(f"step {step:3}  distance {loss.item():.4f}")
        first = loss.item() if step == 0 else first

    changed = violin.with_weights(weights.detach(), "a violin that heard a flute")
    player = partials.Player(changed, 44100)
    player.note_on(74)
    sound = player.process(22050)
    if output:
        partials.write_wav(output, sound, 44100)
    return first, loss.item()


if __name__ == "__main__":
    before, after = main(*sys.argv[1:2])
    sys.exit(after >= before)
