"""The same network in PyTorch: tensors with autograd, in float64.

Written so, without `nn.Module` and `torch.optim`, since those take half as long again for a
network as small as the article's.
"""

import torch
from torch.nn.functional import linear, mse_loss

from job import Job, serve


def main():
    job = Job()
    torch.set_default_dtype(torch.float64)
    x = torch.tensor(job.inputs)
    t = torch.tensor(job.targets)[:, None]
    start = [torch.tensor(block) for layer in job.layers() for block in layer]

    def train():
        parameters = [block.clone().requires_grad_() for block in start]
        losses = []
        for _ in range(job.steps):
            signal = x
            for weights, biases in zip(parameters[0::2], parameters[1::2]):
                signal = torch.sigmoid(linear(signal, weights, biases))
            loss = mse_loss(signal, t)
            gradients = torch.autograd.grad(loss, parameters)
            with torch.no_grad():
                for parameter, gradient in zip(parameters, gradients):
                    parameter.sub_(gradient, alpha=job.learning_rate)
            losses.append(loss.detach())
        return losses[-1].item()

    serve("PyTorch " + torch.__version__.split("+")[0], train)


main()
